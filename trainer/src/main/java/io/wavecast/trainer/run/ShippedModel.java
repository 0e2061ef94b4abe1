package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.onnx.file.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Chooses among finished runs of one recipe with different seeds: the run with the lowest score on
 * the validation set is shipped, and its card shows all of them.
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
      candidates.add(new Candidate(model, ModelFile.read(model).metadata()));
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
    Card card =
        new Card()
            .paragraph("This is the run with the lowest validation score of %d:", candidates.size())
            .table("seed", "validation score, best", "last", "test MSE", "test coverage");
    for (Candidate c : candidates) {
      row(card, Long.toString(c.metadata().provenance().seed()), c::metric);
    }
    row(
        card,
        "median",
        metric -> Medians.of(candidates.stream().mapToDouble(c -> c.metric(metric))));
    return "\n" + card;
  }

  private static void row(Card card, String name, ToDoubleFunction<String> metric) {
    card.row(
        name,
        Card.decimal(6, metric.applyAsDouble("valid_score")),
        Card.decimal(6, metric.applyAsDouble("valid_score_last")),
        Card.decimal(6, metric.applyAsDouble("test_mse")),
        Card.percent(metric.applyAsDouble("test_coverage")));
  }
}
