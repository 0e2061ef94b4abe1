package io.wavecast.service.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * Where progress is shown: one block that is written over and over on a terminal, plain lines
 * elsewhere. Of one thread.
 */
final class Terminal {
  /** Set by the launcher, to the width in columns, when stderr is a terminal. */
  static final String VARIABLE = "WAVECAST_COLUMNS";

  private final PrintWriter out;
  private final int columns;
  private int shown;

  private Terminal(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /**
   * @param out where to write
   * @param environment the process's
   */
  static Terminal of(PrintWriter out, Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    int columns = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    return new Terminal(out, columns);
  }

  /** Plain lines, wherever they go. */
  static Terminal plain(PrintWriter out) {
    return new Terminal(out, 0);
  }

  /** Whether a block can be written over. */
  boolean isInteractive() {
    return columns > 0;
  }

  /** Shows lines in place of those shown before. */
  void show(List<String> lines) {
    StringBuilder block = new StringBuilder();
    if (shown > 0) {
      block.append("\u001b[").append(shown).append('A');
    }
    for (String line : lines) {
      String cut = line.length() < columns ? line : line.substring(0, columns - 1);
      block.append("\r\u001b[2K").append(cut).append('\n');
    }
    out.print(block);
    out.flush();
    shown = lines.size();
  }

  /** Writes a line that stays. */
  void print(String line) {
    shown = 0;
    out.println(line);
    out.flush();
  }
}
