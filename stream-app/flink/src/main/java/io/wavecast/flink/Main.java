package io.wavecast.flink;

import io.wavecast.flink.cli.CommandLines;

/** Where {@code wavecast flink ...} begins. */
public final class Main {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  public static void main(String[] args) {
    if (System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, "warn"); // quiet, unless -Dorg.slf4j... says otherwise
    }
    System.exit(CommandLines.launcher().execute(args));
  }
}
