package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.csv.CsvFiles;
import io.wavecast.service.replay.Coverage;
import io.wavecast.service.replay.Replay;
import io.wavecast.service.replay.ReplayFormat;
import io.wavecast.service.replay.ReplayResult;
import io.wavecast.service.runtime.Models;
import io.wavecast.service.runtime.ShutdownSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast replay}: files through the same core as the stream. */
@Command(
    name = "replay",
    description = "Forecasts CSV files as the stream would, without a broker.")
final class ReplayCommand extends ConfiguredCommand {
  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Output folder, one file per series.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json (forecasts, one object per line), csv (forecasts), or nab (a score per row, in"
              + " the results layout of the Numenta Anomaly Benchmark). Default: json.")
  private ReplayFormat format = ReplayFormat.JSON;

  @Option(
      names = "--alerts",
      description =
          "Print every alert that the stream would have emitted, one JSON object per line.")
  private boolean alerts;

  @Option(
      names = "--coverage",
      description =
          "Print the share of values inside the intervals forecast for them, by folder and"
              + " lead time, without the first 500 values of each series.")
  private boolean coverage;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  ReplayCommand() {
    super(EnumSet.of(Group.WINDOWS, Group.DEVIATIONS, Group.MODELS, Group.ENGINE));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    ForecastSpec spec =
        PipelineSettings.forecasts(config.settings(), StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    CsvFiles files = CsvFiles.of(csv.paths);
    if (alerts && spec.alerts().rules().stream().anyMatch(rule -> rule.staleAfter() != null)) {
      err().println("wavecast: replay does not check stale-after: silence needs a clock");
    }
    long start = System.nanoTime();
    ReplayResult result = ReplayResult.NONE;
    Coverage covered = new Coverage();
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ModelRepository models =
            Models.open(config.models(), config.engine().level(), Metrics.NONE);
        Progress progress = Progress.of("replay", files.bytes(), err(), environment())) {
      Replay replay = replay(spec, models, covered, shutdown);
      long before = 0;
      for (Map.Entry<String, Path> file : files.bySeries().entrySet()) {
        if (shutdown.isRequested()) {
          break;
        }
        long done = before;
        progress.label(file.getKey());
        covered.start(file.getValue());
        result =
            result.plus(
                replay.run(
                    file.getValue(),
                    file.getKey(),
                    this::print,
                    chars -> progress.to(done + chars)));
        if (shutdown.isRequested()) {
          err()
              .println("wavecast: interrupted: only a part of " + file.getValue() + " is forecast");
          err().flush();
        }
        before += file.getValue().toFile().length();
      }
    }
    report(result, covered, (System.nanoTime() - start) / 1e9, config.engine().level());
    return 0;
  }

  private void print(Alert alert) {
    if (alerts) {
      out().println(new String(AlertCodec.write(alert), StandardCharsets.UTF_8));
    }
  }

  private Replay replay(
      ForecastSpec spec, ModelRepository models, Metrics metrics, ShutdownSignal shutdown) {
    return new Replay(spec, models, metrics, csv.columns(), format, out, shutdown::isRequested);
  }

  private void report(ReplayResult r, Coverage covered, double seconds, double level) {
    if (coverage && !json) {
      out().print(covered.table(level));
    }
    out()
        .printf(
            Locale.ROOT,
            json
                ? "{\"files\":%d,\"observations\":%d,\"duplicates\":%d,\"late\":%d,\"forecasts\":%d,"
                    + "\"warmups\":%d,\"seconds\":%.3f%s}%n"
                : "%d files: %d observations (%d duplicate, %d late), %d forecasts (%d while warming"
                    + " up) in %.1f s%s%n",
            r.files(),
            r.observations(),
            r.duplicates(),
            r.late(),
            r.forecasts(),
            r.warmups(),
            seconds,
            coverage && json ? ",\"coverage\":" + covered.json() : "");
    out().flush();
  }
}
