package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.trainer.export.OnnxForecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Chooses among finished runs of one recipe that differ in their seed: the run with the lowest
 * score on the validation set is shipped, and its card shows all of them.
 */
public final class ShippedModel {
  private final List<Candidate> candidates;

  private record Candidate(Path model, ForecasterMetadata metadata) {
    double metric(String name) {
      Double value = metadata.provenance().metrics().get(name);
      return value == null ? Double.NaN : value;
    }

    double score() {
      return metric("valid_score");
    }
  }

  private ShippedModel(List<Candidate> candidates) {
    this.candidates = candidates;
  }

  /**
   * Reads finished runs.
   *
   * @throws IOException when a folder holds no finished model
   * @throws IllegalArgumentException when the runs are of different models or data
   */
  public static ShippedModel of(List<RunFolder> runs) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (RunFolder run : runs) {
      Path model = run.onlyModel();
      try (OnnxForecaster file = OnnxForecaster.open(model)) {
        candidates.add(new Candidate(model, file.metadata()));
      }
    }
    ForecasterMetadata first = candidates.get(0).metadata();
    for (Candidate candidate : candidates) {
      ForecasterMetadata metadata = candidate.metadata();
      if (!metadata.model().name().equals(first.model().name())
          || !metadata
              .provenance()
              .trainingDataSha256()
              .equals(first.provenance().trainingDataSha256())) {
        throw new IllegalArgumentException(
            "runs must be of one model and data, got: %s and %s"
                .formatted(candidates.get(0).model(), candidate.model()));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::score));
    return new ShippedModel(candidates);
  }

  /** Writes the best run's file, and its card beside it. Returns the file that was chosen. */
  public Path write(Path target) throws IOException {
    Path chosen = candidates.get(0).model();
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(target, Files.readAllBytes(chosen));
    String card = Files.readString(sibling(chosen)) + (candidates.size() > 1 ? table() : "");
    Files.writeString(sibling(target), card);
    return chosen;
  }

  private static Path sibling(Path model) {
    String file = model.getFileName().toString();
    return model.resolveSibling(file.replaceFirst("\\.onnx$", "") + ".md");
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append("\nThis is the run with the lowest validation score of ");
    table.append(candidates.size()).append(":\n\n");
    table.append("| seed | validation score, best look | last look | test MSE | test coverage |\n");
    table.append("|---|---|---|---|---|\n");
    for (Candidate c : candidates) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %.6f | %.6f | %.6f | %.1f %% |%n",
              c.metadata().provenance().seed(),
              c.score(),
              c.metric("valid_score_last"),
              c.metric("test_mse"),
              100 * c.metric("test_coverage")));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "| median | %.6f | %.6f | %.6f | %.1f %% |%n",
            median("valid_score"),
            median("valid_score_last"),
            median("test_mse"),
            100 * median("test_coverage")));
    return table.toString();
  }

  private double median(String metric) {
    double[] values = candidates.stream().mapToDouble(c -> c.metric(metric)).sorted().toArray();
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
