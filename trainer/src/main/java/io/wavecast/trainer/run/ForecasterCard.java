package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.recipe.Recipe;
import java.util.List;
import java.util.Locale;

/** The card of a forecaster. */
final class ForecasterCard {
  private ForecasterCard() {}

  /**
   * The card.
   *
   * @param level what the outermost quantiles should cover, in (0, 1)
   */
  static Card of(
      Recipe recipe,
      FitOptions options,
      ForecasterMetadata metadata,
      Fitted fitted,
      long parameters,
      ForecasterAccuracy accuracy,
      Parity parity,
      double level,
      List<String> warnings) {
    Provenance provenance = metadata.provenance();
    Card card =
        new Card(recipe.name())
            .paragraph(
                "%s. Forecasts the next %d values from the last %d.",
                sentence(recipe.title()), WindowSet.HORIZON, WindowSet.WINDOW)
            .table("", "")
            .fact("version", "%s", provenance.version())
            .fact("layers", "`%s`", recipe.net().layers())
            .fact("parameters", "%,d", parameters)
            .fact("scaling", "%s", recipe.net().scaling())
            .fact("loss", "`%s`", recipe.loss())
            .fact("data", "%s", accuracy.data().description())
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
                "%.1e (one window), %.1e (%d windows)",
                parity.one(),
                parity.many(),
                parity.windows());
    Double stretch = provenance.metrics().get("interval_stretch");
    if (stretch != null) {
      card.fact("intervals", "stretched by %.3f, so that they hold on the validation set", stretch);
    }
    card.fact("made by", "wavecast-trainer %s", provenance.producerVersion());
    card.table(
        "set", "MSE", "MAE", "pinball", Card.percent(level) + " interval covers", "its mean width");
    row(card, "validation", accuracy.valid());
    row(card, "test", accuracy.test());
    String naive = Card.decimal(5, accuracy.data().testAhead().naiveError());
    card.row("test, repeating the last value", "-", naive, "-", "-", "-");
    warnings.forEach(warning -> card.paragraph("**Warning:** %s.", warning));
    return card;
  }

  private static void row(Card card, String set, Accuracy accuracy) {
    card.row(
        set,
        Card.decimal(6, accuracy.mse()),
        Card.decimal(5, accuracy.mae()),
        Card.decimal(5, accuracy.pinball()),
        Card.percent(accuracy.coverage()),
        Card.decimal(4, accuracy.width()));
  }

  private static String sentence(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }
}
