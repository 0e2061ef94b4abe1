package io.wavecast.trainer.cli;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.Backtest;
import io.wavecast.trainer.backtest.BacktestText;
import io.wavecast.trainer.backtest.ForestMethod;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.ModelMethod;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.backtest.SimpleMethod;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Backtests methods on recorded series.
 *
 * @param models files, names of shipped models, or {@code rcf}; the simple methods are always
 *     included
 * @param stride steps between two origins
 * @param last the share of each series, at its end, that is forecast
 * @param out folder for backtest.md and backtest.json; null to write none
 */
record BacktestReport(List<String> models, int stride, double last, @Nullable Path out) {

  /** Returns the text to print. */
  String run(List<RecordedSeries> series, boolean json) throws IOException {
    List<OnnxForecaster> opened = new ArrayList<>();
    try {
      Backtest backtest = new Backtest(methods(opened, series), stride, last);
      int[] done = {0};
      long usable = series.stream().filter(s -> s.size() >= Backtest.SHORTEST).count();
      List<SeriesResult> results =
          backtest.run(
              series,
              r ->
                  System.err.printf("%d of %d: %s/%s%n", ++done[0], usable, r.group(), r.series()));
      if (results.isEmpty()) {
        throw new IOException(
            "no series holds the %d values that one origin takes".formatted(Backtest.SHORTEST));
      }
      BacktestText text = new BacktestText(results, last);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve("backtest.md"), text.markdown());
        Files.writeString(out.resolve("backtest.json"), text.json());
      }
      return json ? text.json() : text.markdown();
    } finally {
      opened.forEach(OnnxForecaster::close);
    }
  }

  private List<Method> methods(List<OnnxForecaster> opened, List<RecordedSeries> series)
      throws IOException {
    List<Method> methods = new ArrayList<>();
    for (String model : models) {
      if (model.equals("rcf")) {
        methods.add(new ForestMethod());
      } else if (!isSimple(model)) {
        OnnxForecaster file =
            OnnxForecaster.open(ModelFile.read(ModelFinder.find(model)), Device.CPU);
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

  private static boolean isSimple(String name) {
    for (SimpleMethod method : SimpleMethod.values()) {
      if (method.name().toLowerCase(Locale.ROOT).equals(name)) {
        return true;
      }
    }
    return false;
  }
}
