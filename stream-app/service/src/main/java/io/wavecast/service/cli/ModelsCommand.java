package io.wavecast.service.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wavecast models}: the models that can be chosen, and checks of model files. */
@Command(
    name = "models",
    description = "Lists, shows, verifies, seals, signs and measures models.",
    subcommands = {
      ModelsList.class,
      ModelsInspect.class,
      ModelsVerify.class,
      ModelsSeal.class,
      ModelsSign.class,
      ModelsBench.class,
      ModelsScore.class
    })
final class ModelsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "list, inspect, verify, seal, sign, bench or score is missing");
  }
}
