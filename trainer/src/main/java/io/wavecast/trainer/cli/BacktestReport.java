package io.wavecast.trainer.cli;

import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonSettings.Mode;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.Backtest;
import io.wavecast.trainer.backtest.BacktestText;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.ModelMethod;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.backtest.ServedMethod;
import io.wavecast.trainer.backtest.SimpleMethod;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate --data}: backtests models on recorded series. */
final class BacktestReport {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = {
        "A CSV file (timestamp,value), a folder of such files, or kafka://TOPIC.",
        "Rows that are not later than the previous row are discarded, as in the stream."
      })
  private @Nullable String data;

  @Option(
      names = "--models",
      paramLabel = "MODEL",
      split = ",",
      description =
          "With --data: model files or names of shipped models. Simple methods are always included:"
              + " naive, seasonal naive, exponential smoothing, drift and mean. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> models = List.of("default");

  @Option(
      names = "--stride",
      description = "With --data: values from one origin to the next. Default: ${DEFAULT-VALUE}.")
  private int stride = 10;

  @Option(
      names = "--last",
      paramLabel = "SHARE",
      description =
          "With --data: forecast only the last part of each series, a share in (0, 1]; 0.15 is the"
              + " part that `train --data` does not learn from. Default: ${DEFAULT-VALUE}.")
  private double last = 1;

  @Option(
      names = "--served",
      description = {
        "With --data: also measure what the stream gives out, with calibrated 90 %% intervals: with"
            + " and without the memory of the day and the week."
      })
  private boolean served;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "With --served: the time zone of days and weeks. Default: ${DEFAULT-VALUE}.")
  private ZoneId zone = ZoneOffset.UTC;

  @Mixin private final SourceOptions source = new SourceOptions();

  boolean isAsked() {
    return data != null;
  }

  /**
   * Returns the text to print.
   *
   * @param withFiles whether model files are given too, which is wrong usage
   */
  String run(boolean withFiles, boolean json) throws IOException {
    if (stride < 1 || withFiles || data == null) {
      throw new UsageException("--data takes --models, not files, and a --stride of at least 1");
    }
    if (!(last > 0 && last <= 1)) {
      throw new UsageException("--last must be in (0, 1], got: " + last);
    }
    List<RecordedSeries> series = source.read(data, 1, Order.DROP);
    List<OnnxForecaster> opened = new ArrayList<>();
    try {
      Backtest backtest = new Backtest(methods(opened, series), stride, last);
      List<SeriesResult> results =
          backtest.run(series, r -> System.err.println(r.group() + "/" + r.series()));
      if (results.isEmpty()) {
        throw new IOException(
            "no series holds the %d values that one origin takes".formatted(Backtest.SHORTEST));
      }
      BacktestText text = new BacktestText(results, last);
      return json ? text.json() : text.markdown();
    } finally {
      opened.forEach(OnnxForecaster::close);
    }
  }

  private List<Method> methods(List<OnnxForecaster> opened, List<RecordedSeries> series)
      throws IOException {
    List<Method> methods = new ArrayList<>();
    for (String model : models) {
      if (Arrays.stream(SimpleMethod.values()).noneMatch(m -> m.label().equals(model))) {
        OnnxForecaster file = OnnxForecaster.open(ModelFinder.find(model), Device.CPU);
        opened.add(file);
        if (last > RecordedData.TEST && learnedFrom(file, series)) {
          System.err.printf(
              Locale.ROOT,
              "warning: %s was trained on these series, and most of what is measured was learned"
                  + " from; --last %.2f measures what was not%n",
              model,
              RecordedData.TEST);
        }
        methods.add(new ModelMethod(model, file));
        if (served) {
          methods.add(
              new ServedMethod(model + " served", file, new SeasonSettings(Mode.AUTO, zone)));
          methods.add(new ServedMethod(model + " served, no season", file, SeasonSettings.OFF));
        }
      }
    }
    return methods;
  }

  /** True for the series that the file says it was trained on, cut into parts as they were then. */
  private static boolean learnedFrom(OnnxForecaster file, List<RecordedSeries> series) {
    List<RecordedSeries> cut =
        series.stream().filter(s -> s.size() >= RecordedData.SHORTEST).toList();
    return file.file()
        .metadata()
        .provenance()
        .trainingDataSha256()
        .equals(RecordedData.sha256(cut));
  }
}
