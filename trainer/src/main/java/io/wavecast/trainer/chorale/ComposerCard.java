package io.wavecast.trainer.chorale;

import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.run.Card;

/** The card of a composer. */
final class ComposerCard {
  private ComposerCard() {}

  static Card of(
      ComposerRecipe recipe,
      Provenance provenance,
      Fitted fitted,
      long parameters,
      ComposerRun.Measured measured) {
    String transposed =
        recipe.reach() == 0
            ? "as they are"
            : "transposed by up to %d semitones either way".formatted(recipe.reach());
    Card card =
        new Card(provenance.name())
            .paragraph("Composes four-part chorales note by note: %s.", recipe.title())
            .table("", "")
            .fact("version", "%s", provenance.version())
            .fact("network", "`%s`", recipe.net())
            .fact("parameters", "%,d, stored in 16 bits each", parameters)
            .fact(
                "data",
                "chorales by J. S. Bach, in sixteenths (JSB Chorales and their split;"
                    + " Boulanger-Lewandowski et al., ICML 2012); windows of 33 chords, %s",
                transposed)
            .fact("data SHA-256", "`%s`", provenance.trainingDataSha256())
            .fact("seed", "%d", provenance.seed())
            .fact(
                "training",
                "%d steps of %d windows in stages `%s`; best at step %,d of the last stage",
                recipe.steps(),
                recipe.batch(),
                recipe.stages(),
                fitted.bestStep())
            .fact(
                "ONNX Runtime against the network, complete windows",
                "%.1e",
                measured.windowParity())
            .fact("the step, note by note, against complete windows", "%.1e", measured.stepParity())
            .fact("made by", "wavecast-trainer %s", provenance.producerVersion())
            .table("set", "loss, nats per note", "accuracy");
    row(card, "validation", measured.valid());
    row(card, "test", measured.test());
    return card.paragraph(
            """
            The figures are the notebook's: windows of 33 chords, one every 16 chords; each note except a window's
            first is predicted from the notes before it in the same window.""")
        .paragraph(
            """
            The music is in the public domain. Its digital form is the work of the authors named above; this file
            contains none of it except what the weights learned.""");
  }

  private static void row(Card card, String set, NoteScore score) {
    card.row(set, Card.decimal(4, score.loss()), Card.decimal(4, score.accuracy()));
  }
}
