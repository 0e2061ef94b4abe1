package io.wavecast.trainer.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.OnnxForecaster;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.FiguresJson;
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
      try (OnnxForecaster model = OnnxForecaster.open(file)) {
        accuracies.put(
            file.toString(),
            Accuracy.of(model.forecast(set.windows()), set, model.metadata().quantileLevels()));
      }
    }
    if (json) {
      System.out.println(FiguresJson.object(out -> writeFields(out, accuracies, set.size())));
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

  private void writeFields(JsonGenerator json, Map<String, Accuracy> accuracies, int windows)
      throws IOException {
    json.writeStringField("data", data);
    json.writeStringField("part", part.name().toLowerCase(Locale.ROOT));
    json.writeNumberField("windows", windows);
    json.writeArrayFieldStart("models");
    for (Map.Entry<String, Accuracy> entry : accuracies.entrySet()) {
      Accuracy a = entry.getValue();
      json.writeStartObject();
      json.writeStringField("file", entry.getKey());
      json.writeNumberField("mse", a.mse());
      json.writeNumberField("mae", a.mae());
      json.writeNumberField("pinball", a.pinball());
      json.writeNumberField("coverage", a.coverage());
      json.writeNumberField("width", a.width());
      FiguresJson.numbers(json, "mseByLead", a.mseByLead());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
