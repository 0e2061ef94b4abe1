package io.wavecast.trainer.sketch;

import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.run.Card;
import java.util.List;

/** The card of a sketch classifier. */
final class SketchCard {
  private static final int SHOWN = 40;

  private SketchCard() {}

  static Card of(
      SketchRecipe recipe,
      SketchData data,
      FitOptions options,
      Provenance provenance,
      Fitted fitted,
      long parameters,
      SketchRun.Measured measured,
      Parity parity) {
    Card card =
        new Card(provenance.name())
            .paragraph(
                "Recognises which of %d things a drawing shows, also while it is drawn. The network"
                    + " `%s` %s.",
                data.classes().size(), recipe.name(), recipe.title())
            .table("", "")
            .fact("version", "%s", provenance.version())
            .fact("network", "`%s`", recipe.net())
            .fact("parameters", "%,d", parameters)
            .fact("classes", "%s", shown(data.classes()))
            .fact("training", "%,d drawings; `%s`", data.train().size(), recipe.augment())
            .fact("data SHA-256", "`%s`", provenance.trainingDataSha256())
            .fact("seed", "%d", provenance.seed())
            .fact(
                "steps",
                "%,d of batch %d, best at %,d",
                fitted.steps(),
                options.batch(),
                fitted.bestStep())
            .fact(
                "ONNX Runtime against the network",
                "%.1e (one drawing), %.1e (%d drawings)",
                parity.one(),
                parity.many(),
                parity.windows())
            .fact("made by", "wavecast-trainer %s", provenance.producerVersion())
            .table(
                "validation set, %,d drawings".formatted(data.valid().size()),
                "top 1",
                "top 5",
                "-log p");
    row(card, "complete", measured.complete());
    row(card, "first half of the points", measured.half());
    return card.paragraph(
            "The validation set also chose the best of %d evaluations, so expect a little less on"
                + " new drawings.",
            fitted.curve().points().size())
        .paragraph("%s.", SketchRun.ATTRIBUTION);
  }

  private static String shown(List<String> classes) {
    return classes.size() <= SHOWN
        ? String.join(", ", classes)
        : String.join(", ", classes.subList(0, SHOWN)) + ", ...";
  }

  private static void row(Card card, String what, SketchAccuracy accuracy) {
    card.row(
        what,
        Card.percent(accuracy.top1()),
        Card.percent(accuracy.top5()),
        Card.decimal(3, accuracy.nll()));
  }
}
