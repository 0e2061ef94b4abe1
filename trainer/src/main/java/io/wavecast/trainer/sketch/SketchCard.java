package io.wavecast.trainer.sketch;

import io.wavecast.trainer.fit.FitOptions;
import java.util.Locale;

/** The page that goes with a sketch classifier: what it is, from what, how good, how to make it. */
final class SketchCard {
  private SketchCard() {}

  /** Markdown. */
  static String of(
      SketchRun.Result result,
      SketchRecipe recipe,
      SketchData data,
      FitOptions options,
      String command) {
    StringBuilder card = new StringBuilder();
    add(card, "# %s", result.metadata().model().name());
    add(card, "");
    add(
        card,
        "Says which of %d things a drawing shows, also while it is drawn. The network `%s` %s.",
        data.classes().size(),
        recipe.name(),
        recipe.title());
    add(card, "");
    add(card, "| | |");
    add(card, "|---|---|");
    add(card, "| version | %s |", result.metadata().model().version());
    add(card, "| network | `%s` |", recipe.net());
    add(card, "| parameters | %,d |", result.parameters());
    add(card, "| classes | %s |", shown(data));
    add(card, "| training | %,d drawings; `%s` |", data.train().size(), recipe.augment());
    add(card, "| data SHA-256 | `%s` |", result.metadata().provenance().trainingDataSha256());
    add(card, "| seed | %d |", options.seed());
    add(
        card,
        "| steps | %,d of batch %d, best at %,d |",
        result.fitted().steps(),
        options.batch(),
        result.fitted().bestStep());
    add(
        card,
        "| ONNX Runtime against the network | %.1e (one drawing), %.1e (%d drawings) |",
        result.parity().one(),
        result.parity().many(),
        result.parity().windows());
    add(
        card,
        "| made by | wavecast-trainer %s |",
        result.metadata().provenance().producerVersion());
    add(card, "");
    add(card, "| validation set, %,d drawings | top 1 | top 5 | -log p |", data.valid().size());
    add(card, "|---|---|---|---|");
    row(card, "whole", result.whole());
    row(card, "first half of the points", result.half());
    add(card, "");
    add(
        card,
        "The validation set also chose the best of %d looks, so expect a little less of new"
            + " drawings.",
        result.fitted().curve().points().size());
    add(card, "");
    add(card, "%s.", SketchRun.ATTRIBUTION);
    add(card, "");
    add(card, "Make it again: `%s`", command);
    return card.toString();
  }

  private static String shown(SketchData data) {
    return data.classes().size() <= 40
        ? String.join(", ", data.classes())
        : String.join(", ", data.classes().subList(0, 40)) + ", ...";
  }

  private static void row(StringBuilder card, String what, SketchAccuracy accuracy) {
    add(
        card,
        "| %s | %.1f %% | %.1f %% | %.3f |",
        what,
        100 * accuracy.top1(),
        100 * accuracy.top5(),
        accuracy.nll());
  }

  private static void add(StringBuilder card, String format, Object... values) {
    card.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
