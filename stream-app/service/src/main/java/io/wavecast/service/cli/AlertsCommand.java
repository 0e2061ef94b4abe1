package io.wavecast.service.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wavecast alerts}: what to do about alerts. */
@Command(
    name = "alerts",
    description = "Suggests rules for alerts, and teaches series what was normal.",
    subcommands = {AlertsSuggest.class, AlertsAck.class})
final class AlertsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "suggest or ack is missing");
  }
}
