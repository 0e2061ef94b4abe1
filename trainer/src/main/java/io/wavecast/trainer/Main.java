package io.wavecast.trainer;

import io.wavecast.trainer.cli.TrainerCommand;

/** Starts the trainer. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(TrainerCommand.commandLine().execute(args));
  }
}
