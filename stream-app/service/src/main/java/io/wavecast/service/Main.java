package io.wavecast.service;

import io.wavecast.service.cli.WavecastCommand;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * The process of every command that runs without the embedded broker, {@code serve} first of all.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    exit(WavecastCommand.commandLine(System.getenv(), List.of()), args);
  }

  /** Runs a command line and ends this process with its exit code. */
  public static void exit(CommandLine line, String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers look the same on every machine, also to programs
    try {
      System.exit(line.execute(args));
    } catch (Error e) {
      System.err.println("wavecast: " + e + " (out of memory, or an incomplete installation)");
      System.exit(1);
    }
  }
}
