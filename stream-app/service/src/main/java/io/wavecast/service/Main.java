package io.wavecast.service;

import io.wavecast.service.cli.WavecastCommand;
import java.util.Locale;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers look the same on every machine, also to programs
    try {
      System.exit(WavecastCommand.commandLine(System.getenv()).execute(args));
    } catch (Error e) {
      System.err.println("wavecast: " + e + " (out of memory, or a program that is not whole)");
      System.exit(1);
    }
  }
}
