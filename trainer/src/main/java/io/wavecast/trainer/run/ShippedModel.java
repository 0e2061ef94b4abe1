package io.wavecast.trainer.run;

import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Chooses among finished runs of one recipe with different seeds: the run with the lowest score on
 * the validation set is shipped, and its card shows all of them.
 */
public final class ShippedModel {
  private final List<Candidate> candidates;

  private record Candidate(Path model, Provenance provenance) {}

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
      candidates.add(new Candidate(model, ModelFile.read(model).metadata().provenance()));
    }
    Candidate first = candidates.get(0);
    for (Candidate candidate : candidates) {
      Provenance provenance = candidate.provenance();
      if (!provenance.name().equals(first.provenance().name())
          || !provenance.trainingDataSha256().equals(first.provenance().trainingDataSha256())) {
        throw new IllegalArgumentException(
            "runs must be of one model and data, got: %s and %s"
                .formatted(first.model(), candidate.model()));
      }
    }
    candidates.sort(Comparator.comparingDouble(c -> c.provenance().metric("valid_score")));
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
    Markdown card =
        new Markdown()
            .paragraph("This is the run with the lowest validation score of %d:", candidates.size())
            .table("seed", "validation score, best", "last", "test MSE", "test coverage");
    for (Candidate c : candidates) {
      addRow(card, Long.toString(c.provenance().seed()), c.provenance()::metric);
    }
    addRow(
        card,
        "median",
        name ->
            StatUtils.percentile(
                candidates.stream().mapToDouble(c -> c.provenance().metric(name)).toArray(), 50));
    return "\n" + card;
  }

  private static void addRow(Markdown card, String name, ToDoubleFunction<String> metric) {
    card.row(
        name,
        Markdown.decimal(6, metric.applyAsDouble("valid_score")),
        Markdown.decimal(6, metric.applyAsDouble("valid_score_last")),
        Markdown.decimal(6, metric.applyAsDouble("test_mse")),
        Markdown.percent(metric.applyAsDouble("test_coverage")));
  }
}
