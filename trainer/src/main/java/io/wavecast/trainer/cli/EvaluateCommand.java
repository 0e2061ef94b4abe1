package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast evaluate}: model files, or the user's series. */
@Command(
    name = "evaluate",
    description = {
      "Measures models:",
      "  evaluate FILE...          model files on the notebook's test set, as ONNX Runtime serves"
          + " them",
      "  evaluate --data PATH      models on your series, from many origins, beside simple methods"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Forecasters, as ONNX files.")
  private List<Path> files = List.of();

  @Mixin private final BacktestReport backtest = new BacktestReport();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    System.out.println(report());
    return 0;
  }

  private String report() throws IOException {
    if (backtest.isAsked()) {
      return backtest.run(!files.isEmpty(), json);
    }
    if (files.isEmpty()) {
      throw new UsageException("give model files or --data");
    }
    return filesReport();
  }

  private String filesReport() throws IOException {
    WindowSet windows = NotebookData.fixed().test();
    Markdown page = new Markdown().accuracyTable("model", "interval covers");
    List<Figures> figures = new ArrayList<>();
    for (Path file : files) {
      try (OnnxForecaster model = OnnxForecaster.open(ModelFile.read(file), Device.CPU)) {
        List<Double> levels = model.file().metadata().quantileLevels();
        Predictions forecasts = Predictions.of(model, windows.windows());
        Accuracy accuracy = Accuracy.of(forecasts, windows, levels);
        page.accuracy(file.toString(), accuracy);
        figures.add(figures(file.toString(), accuracy));
      }
    }
    return json
        ? new Figures().put("windows", windows.size()).put("models", figures).json()
        : page.toString().stripTrailing();
  }

  private static Figures figures(String file, Accuracy accuracy) {
    return new Figures()
        .put("file", file)
        .put("mse", accuracy.mse())
        .put("mae", accuracy.mae())
        .put("pinball", accuracy.pinball())
        .put("coverage", accuracy.coverage())
        .put("width", accuracy.width())
        .put("mseByLead", accuracy.mseByLead());
  }
}
