package io.wavecast.service;

import io.wavecast.service.cli.WavecastCommand;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code = WavecastCommand.commandLine(System.getenv()).execute(args);
    System.exit(code);
  }
}
