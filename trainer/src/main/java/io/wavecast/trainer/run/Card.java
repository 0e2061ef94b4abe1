package io.wavecast.trainer.run;

import java.util.Locale;

/**
 * Builds the page beside a model file, in Markdown: what it is, what it was trained on, how good it
 * is. Formats are those of {@link String#format}. Not thread-safe.
 */
public final class Card {
  private final StringBuilder text = new StringBuilder();
  private boolean inTable;

  /** A page with a title. */
  public Card(String title) {
    text.append("# ").append(title).append("\n\n");
  }

  /** A part of a page. */
  Card() {}

  /** Ends a table and adds a paragraph. */
  public Card paragraph(String format, Object... values) {
    endTable();
    text.append(formatted(format, values)).append("\n\n");
    return this;
  }

  /** Starts a table. */
  public Card table(String... header) {
    endTable();
    row(header);
    text.append("|---".repeat(header.length)).append("|\n");
    inTable = true;
    return this;
  }

  /** Adds a row to a table of two columns. */
  public Card fact(String name, String format, Object... values) {
    return row(name, formatted(format, values));
  }

  /** Adds a row. */
  public Card row(String... cells) {
    for (String cell : cells) {
      text.append(cell.isEmpty() ? "| " : "| " + cell + " ");
    }
    text.append("|\n");
    return this;
  }

  private void endTable() {
    if (inTable) {
      text.append('\n');
      inTable = false;
    }
  }

  /** A number with decimal places, for a cell. */
  public static String decimal(int places, double value) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  /** A share as a percentage with one decimal place, for a cell. */
  public static String percent(double share) {
    return decimal(1, 100 * share) + " %";
  }

  private static String formatted(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * The page.
   *
   * @param command trains the model again
   */
  public String markdown(String command) {
    endTable();
    return text + "Make it again: `" + command + "`\n";
  }

  /** What is built so far. */
  @Override
  public String toString() {
    return text.toString();
  }
}
