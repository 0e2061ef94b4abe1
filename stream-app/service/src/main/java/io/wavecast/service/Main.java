package io.wavecast.service;

import io.wavecast.service.cli.WavecastCommand;
import io.wavecast.service.logging.Logging;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The process of every command that runs without the embedded broker, {@code serve} first of all.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    exit(() -> WavecastCommand.commandLine(System.getenv(), List.of(), List.of(args)), args);
  }

  /**
   * Runs a command line and ends this process with its exit code.
   *
   * @param line makes it, once the log has started: it keeps the stderr that it finds
   */
  public static void exit(Supplier<CommandLine> line, String[] args) {
    Logging.start(args, System.getenv());
    Locale.setDefault(Locale.ROOT); // numbers look the same on every machine, also to programs
    try {
      System.exit(line.get().execute(args));
    } catch (Error e) {
      System.err.println("wavecast: " + e + " (out of memory, or an incomplete installation)");
      System.exit(1);
    }
  }
}
