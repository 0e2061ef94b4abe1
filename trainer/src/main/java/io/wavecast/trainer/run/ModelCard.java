package io.wavecast.trainer.run;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import java.util.Locale;

/** The page that goes with a model file: what it is, from what, how good, how to make it again. */
final class ModelCard {
  private ModelCard() {}

  /** Markdown. */
  static String of(RunResult result, String command) {
    StringBuilder card = new StringBuilder();
    add(card, "# %s", result.recipe().name());
    add(card, "");
    add(
        card,
        "%s. Forecasts the next %d values from the last %d.",
        sentence(result.recipe().title()),
        WindowSet.HORIZON,
        WindowSet.WINDOW);
    add(card, "");
    add(card, "| | |");
    add(card, "|---|---|");
    add(card, "| version | %s |", result.metadata().model().version());
    add(card, "| layers | `%s` |", result.recipe().net().layers());
    add(card, "| parameters | %,d |", result.parameters());
    add(card, "| scaling | %s |", result.recipe().net().scaling());
    add(card, "| loss | `%s` |", result.recipe().loss());
    add(card, "| data | %s |", result.data().description());
    add(card, "| data SHA-256 | `%s` |", result.data().sha256());
    add(card, "| seed | %d |", result.options().seed());
    add(
        card,
        "| steps | %,d of batch %d, best at %,d |",
        result.fitted().steps(),
        result.options().batch(),
        result.fitted().bestStep());
    add(
        card,
        "| ONNX Runtime against the network | %.1e (one window), %.1e (%d windows) |",
        result.parity().one(),
        result.parity().many(),
        result.parity().windows());
    Double stretch = result.metadata().provenance().metrics().get("interval_stretch");
    if (stretch != null) {
      add(
          card,
          "| intervals | stretched by %.3f, so that they hold on the validation set |",
          stretch);
    }
    add(
        card,
        "| made by | wavecast-trainer %s |",
        result.metadata().provenance().producerVersion());
    add(card, "");
    add(
        card,
        "| set | MSE | MAE | pinball | %s interval covers | its mean width |",
        percent(result.outermost()));
    add(card, "|---|---|---|---|---|---|");
    row(card, "validation", result.valid());
    row(card, "test", result.test());
    add(
        card,
        "| test, repeating the last value | - | %.5f | - | - | - |",
        result.data().testAhead().naiveError());
    add(card, "");
    for (String warning : result.warnings()) {
      add(card, "**Warning:** %s.", warning);
      add(card, "");
    }
    add(card, "Make it again: `%s`", command);
    return card.toString();
  }

  private static void row(StringBuilder card, String set, Accuracy accuracy) {
    add(
        card,
        "| %s | %.6f | %.5f | %.5f | %s | %.4f |",
        set,
        accuracy.mse(),
        accuracy.mae(),
        accuracy.pinball(),
        percent(accuracy.coverage()),
        accuracy.width());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String sentence(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private static void add(StringBuilder card, String format, Object... values) {
    card.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
