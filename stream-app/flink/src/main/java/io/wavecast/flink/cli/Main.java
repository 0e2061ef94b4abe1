package io.wavecast.flink.cli;

/** Where {@code wavecast flink ...} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLines.launcher().execute(args));
  }
}
