package io.wavecast.flink.cli;

/** The entry point of {@code wavecast flink ...}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLines.launcher(System.getenv()).execute(args));
  }
}
