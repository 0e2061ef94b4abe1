package io.wavecast.trainer.cli;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate FILE...}: measures model files on a recipe's sets. */
final class FilesReport {
  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Forecasters, as ONNX files.")
  private List<Path> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "MODEL",
      description =
          "With files: measure on the data of this model of the trainer. Default: ${DEFAULT-VALUE}.")
  private String set = "lstm";

  @Option(
      names = "--part",
      description = "With files: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Part part = Part.TEST;

  /** The part of the data to measure on. */
  enum Part {
    VALID,
    TEST
  }

  boolean isAsked() {
    return !files.isEmpty();
  }

  /** Returns the text to print. */
  String run(boolean json) throws IOException {
    TrainingData data = Recipes.named(set).data().get();
    WindowSet windows = part == Part.TEST ? data.testAhead() : data.validAhead();
    Map<String, Accuracy> accuracies = new LinkedHashMap<>();
    for (Path file : files) {
      try (OnnxForecaster model = OnnxForecaster.open(ModelFile.read(file), Device.CPU)) {
        accuracies.put(
            file.toString(),
            Accuracy.of(
                Predictions.of(model, windows.windows()),
                windows,
                model.file().metadata().quantileLevels()));
      }
    }
    return json ? json(accuracies, windows.size()) : table(accuracies);
  }

  private static String table(Map<String, Accuracy> accuracies) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-40s %10s %10s %10s %8s %8s  %s"
            .formatted(
                "model",
                "MSE",
                "MAE",
                "pinball",
                "covers",
                "width",
                "MSE of the 1st, 5th, 10th value"));
    accuracies.forEach(
        (name, a) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-40s %10.6f %10.5f %10.5f %6.1f %% %8.4f  %.6f %.6f %.6f",
                    name,
                    a.mse(),
                    a.mae(),
                    a.pinball(),
                    100 * a.coverage(),
                    a.width(),
                    a.mseByLead().get(0),
                    a.mseByLead().get(4),
                    a.mseByLead().get(9))));
    return String.join(System.lineSeparator(), lines);
  }

  private String json(Map<String, Accuracy> accuracies, int windows) {
    return new Figures()
        .put("data", set)
        .put("part", part.name().toLowerCase(Locale.ROOT))
        .put("windows", windows)
        .put(
            "models",
            accuracies.entrySet().stream().map(e -> figures(e.getKey(), e.getValue())).toList())
        .json();
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
