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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures model files on a recipe's sets.
 *
 * @param files forecasters
 * @param data the recipe
 * @param part which of its sets
 * @param json print JSON, not a table
 */
record FilesReport(List<Path> files, String data, Part part, boolean json) {

  /** The part of the data to measure on. */
  enum Part {
    VALID,
    TEST
  }

  void print() throws IOException {
    TrainingData source = Recipes.named(data).data().get();
    WindowSet set = part == Part.TEST ? source.testAhead() : source.validAhead();
    Map<String, Accuracy> accuracies = new LinkedHashMap<>();
    for (Path file : files) {
      try (OnnxForecaster model = OnnxForecaster.open(ModelFile.read(file), Device.CPU)) {
        accuracies.put(
            file.toString(),
            Accuracy.of(
                Predictions.of(model, set.windows()),
                set,
                model.file().metadata().quantileLevels()));
      }
    }
    if (json) {
      System.out.println(json(accuracies, set.size()));
    } else {
      printTable(accuracies);
    }
  }

  private static void printTable(Map<String, Accuracy> accuracies) {
    System.out.printf(
        "%-40s %10s %10s %10s %8s %8s  %s%n",
        "model", "MSE", "MAE", "pinball", "covers", "width", "MSE of the 1st, 5th, 10th value");
    accuracies.forEach(
        (name, a) ->
            System.out.printf(
                Locale.ROOT,
                "%-40s %10.6f %10.5f %10.5f %6.1f %% %8.4f  %.6f %.6f %.6f%n",
                name,
                a.mse(),
                a.mae(),
                a.pinball(),
                100 * a.coverage(),
                a.width(),
                a.mseByLead().get(0),
                a.mseByLead().get(4),
                a.mseByLead().get(9)));
  }

  private String json(Map<String, Accuracy> accuracies, int windows) {
    return new Figures()
        .put("data", data)
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
