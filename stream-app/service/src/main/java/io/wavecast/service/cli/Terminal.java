package io.wavecast.service.cli;

import io.wavecast.service.logging.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Shows progress: a block that is redrawn on a terminal, plain lines elsewhere. Thread-safe. */
public final class Terminal {
  /** Set by the launcher, to the width in columns, when stderr is a terminal. */
  static final String VARIABLE = "WAVECAST_COLUMNS";

  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final int columns;
  private int shown;

  private Terminal(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /**
   * The terminal that the launcher found; without one, or with logs in JSON, plain lines.
   *
   * @param out where to write
   * @param environment the process's
   */
  public static Terminal of(PrintWriter out, Map<String, String> environment) {
    String text = Logging.isJson() ? "" : environment.getOrDefault(VARIABLE, "");
    return new Terminal(out, text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : 0);
  }

  /** Plain lines, on a terminal too. */
  public static Terminal plain(PrintWriter out) {
    return new Terminal(out, 0);
  }

  /** Whether a block can be redrawn. */
  boolean isInteractive() {
    return columns > 0;
  }

  /** Replaces the block. */
  synchronized void show(List<String> lines) {
    clear();
    for (String line : lines) {
      out.print(line.length() < columns ? line : line.substring(0, columns - 1));
      out.print('\n');
    }
    out.flush();
    shown = lines.size();
  }

  /** Prints a line above the block. */
  public synchronized void print(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  private void clear() {
    if (shown > 0) {
      out.printf("\u001b[%dA", shown);
      out.print(CLEAR_BELOW);
      out.flush();
      shown = 0;
    }
  }

  /** A stream that prints above the block, e.g. for a log. */
  PrintStream above(OutputStream stream) {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            synchronized (Terminal.this) {
              clear();
              stream.write(bytes, from, length);
              stream.flush();
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }
}
