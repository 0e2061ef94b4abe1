package io.wavecast.flink.cli;

import io.wavecast.core.text.Throwables;

/** The entry point of {@code wavecast flink ...}. */
public final class Main {
  /** The JVM's own exit code where its heap is too small. */
  private static final int OUT_OF_MEMORY = 3;

  private Main() {}

  public static void main(String[] args) {
    try {
      System.exit(CommandLines.launcher(System.getenv()).execute(args));
    } catch (OutOfMemoryError e) { // of buffers, which the JVM itself does not end for
      System.err.println("wavecast: " + Throwables.oneLine(e));
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }
}
