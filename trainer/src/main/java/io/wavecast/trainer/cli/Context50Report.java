package io.wavecast.trainer.cli;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.ForestMethod;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.ModelMethod;
import io.wavecast.trainer.context50.Context50;
import io.wavecast.trainer.context50.Context50Text;
import io.wavecast.trainer.context50.PublicData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code evaluate --suite context50}: models on public series, beside classical methods. */
final class Context50Report {
  static final String NAME = "context50";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "With --suite context50 and no --data: where downloaded series are kept. Default:"
              + " ~/.cache/wavecast/context50.")
  private Path cache = Path.of(System.getProperty("user.home", "."), ".cache", "wavecast", NAME);

  /**
   * Returns the text to print.
   *
   * @param data folder with series that are at hand; null to download them
   * @param models names of shipped models, files, or rcf
   * @param out folder for context50.md and context50.json; null to write none
   */
  String run(@Nullable Path data, List<String> models, @Nullable Path out, boolean json)
      throws IOException {
    List<RecordedSeries> series = new PublicData(data, cache, System.err::println).read();
    List<OnnxForecaster> opened = new ArrayList<>();
    try {
      Context50 suite = new Context50(methods(models, opened));
      int[] done = {0};
      List<Context50.Row> rows =
          suite.run(
              series, r -> System.err.printf("%d: %s/%s%n", ++done[0], r.group(), r.series()));
      if (rows.isEmpty()) {
        throw new IOException("no series of the suite is at hand");
      }
      Context50Text text = new Context50Text(rows);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve(NAME + ".md"), text.markdown());
        Files.writeString(out.resolve(NAME + ".json"), text.json());
      }
      return json ? text.json() : text.markdown();
    } finally {
      opened.forEach(OnnxForecaster::close);
    }
  }

  private static List<Method> methods(List<String> models, List<OnnxForecaster> opened)
      throws IOException {
    List<Method> methods = new ArrayList<>();
    for (String model : models) {
      if (model.equals("rcf")) {
        methods.add(new ForestMethod());
      } else {
        OnnxForecaster file =
            OnnxForecaster.open(ModelFile.read(ModelFinder.find(model)), Device.CPU);
        opened.add(file);
        methods.add(new ModelMethod(model, file));
      }
    }
    return methods;
  }
}
