package io.wavecast.trainer.cli;

import io.wavecast.config.ModelKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.alerts.AlertCharts;
import io.wavecast.trainer.alerts.AlertEvents;
import io.wavecast.trainer.alerts.AlertReport;
import io.wavecast.trainer.alerts.AlertRun;
import io.wavecast.trainer.alerts.Benchmark;
import io.wavecast.trainer.alerts.Detector;
import io.wavecast.trainer.alerts.LabelledFolder;
import io.wavecast.trainer.alerts.LabelledSeries;
import io.wavecast.trainer.alerts.ShippedDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code evaluate --alerts}: judges the alerts of the stream on labelled series. */
final class AlertsReport {
  @Option(
      names = "--alerts",
      description = {
        "Judge the alerts that the stream would raise with default settings, on series of "
            + "many kinds with known anomalies, or on those of --data."
      })
  private boolean alerts;

  @Option(
      names = "--per-kind",
      paramLabel = "N",
      description =
          "With --alerts: series of each kind and seed; of three, one has no anomaly."
              + " Default: ${DEFAULT-VALUE}.")
  private int perKind = 6;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "With --alerts and --data: judge these alerts instead, as replay --alerts prints them.")
  private @Nullable Path events;

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description =
          "With --alerts: write the series and their labels into a folder, judge nothing.")
  private @Nullable Path write;

  boolean isAsked() {
    return alerts;
  }

  /**
   * Returns the text to print.
   *
   * @param seeds at least one
   * @param data folder of labelled series; null to make them from the seeds
   * @param out folder of the report and its pictures; null to write none
   * @param withFiles whether model files are given too, which is wrong usage
   */
  String run(
      List<Long> seeds, @Nullable String data, @Nullable Path out, boolean withFiles, boolean json)
      throws IOException {
    if (withFiles || (events != null && data == null) || (write != null && data != null)) {
      throw new UsageException("--alerts takes no files; --events needs --data, --write none");
    }
    if (perKind < 1) {
      throw new UsageException("--per-kind must be at least 1, got: " + perKind);
    }
    List<LabelledSeries> series = data == null ? make(seeds) : LabelledFolder.read(Path.of(data));
    if (write != null) {
      LabelledFolder.write(series, write);
      return "%s: %s".formatted(write, size(series));
    }
    AlertRun run = events == null ? judgeShipped(series) : judge(AlertEvents.read(events), series);
    String title = size(series) + (data == null ? ", seeds " + list(seeds) : " of " + data);
    AlertReport report = new AlertReport(title, run.byDetector(), command(seeds, data));
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("ALERTS.md"), report.markdown());
      Files.writeString(out.resolve("alerts.json"), report.json());
      AlertCharts.writeSeries(run.shown(), out.resolve("alerts-series.png"));
      AlertCharts.writeMethods(run.byDetector(), out.resolve("alerts-methods.png"));
    }
    return json ? report.json() : report.markdown();
  }

  private List<LabelledSeries> make(List<Long> seeds) {
    List<LabelledSeries> all = new ArrayList<>();
    seeds.forEach(seed -> all.addAll(Benchmark.make(seed, perKind)));
    return all;
  }

  private AlertRun judgeShipped(List<LabelledSeries> series) {
    Settings settings = Settings.of(Map.of());
    ForecastSpec spec =
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    try (OnnxForecaster model =
        OnnxForecaster.open(ShippedModels.read(settings.get(ModelKeys.MODEL)), Device.CPU)) {
      return judge(new ShippedDetector("wavecast", spec, Forecasters.of(model)), series);
    }
  }

  private static AlertRun judge(Detector detector, List<LabelledSeries> series) {
    AlertRun run = new AlertRun(detector);
    run.over(series, name -> System.err.printf("%s ...%n", name));
    return run;
  }

  private static String size(List<LabelledSeries> series) {
    return "%d series of %d kinds, %d anomalies"
        .formatted(
            series.size(),
            series.stream().map(LabelledSeries::kind).distinct().count(),
            series.stream().mapToInt(s -> s.anomalies().size()).sum());
  }

  private static String list(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private String command(List<Long> seeds, @Nullable String data) {
    return new CommandText("./wavecast evaluate --alerts")
        .with("--data", data)
        .with("--events", events)
        .with("--seeds", data == null ? list(seeds) : null)
        .with("--per-kind", data == null && perKind != 6 ? perKind : null)
        .toString();
  }
}
