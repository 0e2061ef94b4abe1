package io.wavecast.trainer.run;

import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.Parity;
import java.util.Locale;

/**
 * Builds a page of paragraphs and tables, above all the card beside a model file: what the model
 * is, what it was trained on, how good it is. Formats are those of {@link String#format}. Not
 * thread-safe.
 */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();
  private boolean inTable;

  /** An empty page. */
  public Markdown() {}

  /** A page with a title. */
  public Markdown(String title) {
    paragraph("# %s", title);
  }

  /** Ends a table and adds a paragraph. */
  public Markdown paragraph(String format, Object... values) {
    endTable();
    text.append(String.format(Locale.ROOT, format, values)).append("\n\n");
    return this;
  }

  /** Starts a table. */
  public Markdown table(String... header) {
    endTable();
    for (String name : header) {
      text.append(name.isEmpty() ? "| " : "| " + name + " ");
    }
    text.append("|\n").append("|---".repeat(header.length)).append("|\n");
    inTable = true;
    return this;
  }

  /** Adds a row to a table of two columns. */
  public Markdown fact(String name, String format, Object... values) {
    return row(name, String.format(Locale.ROOT, format, values));
  }

  /** Adds a row. */
  public Markdown row(String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  /** Starts a table for rows of {@link #accuracy}. */
  public Markdown accuracyTable(String first, String covers) {
    return table(first, "MSE", "MAE", "pinball", covers, "its mean width");
  }

  /** Adds a row of what was measured on a set. */
  public Markdown accuracy(String name, Accuracy accuracy) {
    return row(
        name,
        decimal(6, accuracy.mse()),
        decimal(5, accuracy.mae()),
        decimal(5, accuracy.pinball()),
        percent(accuracy.coverage()),
        decimal(4, accuracy.width()));
  }

  /** Adds a row of repeating the last value of each window. */
  public Markdown naive(double meanAbsoluteError) {
    String naive = decimal(5, meanAbsoluteError);
    return row("test, repeating the last value", "-", naive, "-", "-", "-");
  }

  /**
   * Adds how far a file is from its network to a table of two columns.
   *
   * @param example what is given to the file, e.g. {@code window}
   */
  public Markdown parity(Parity parity, String example) {
    return fact(
        "ONNX Runtime against the network",
        "%.1e (one %s), %.1e (%d %ss)",
        parity.one(),
        example,
        parity.many(),
        parity.windows(),
        example);
  }

  private void endTable() {
    if (inTable) {
      text.append('\n');
      inTable = false;
    }
  }

  /** A number with decimal places, for a cell; a dash for NaN. */
  public static String decimal(int places, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** A share as a percentage with one decimal place, for a cell; a dash for NaN. */
  public static String percent(double share) {
    return decimal(1, 100 * share) + (Double.isNaN(share) ? "" : " %");
  }

  /**
   * The page of a model.
   *
   * @param command trains the model again
   */
  public String card(String command) {
    endTable();
    return text + "Make it again: `" + command + "`\n";
  }

  /** What is built so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
