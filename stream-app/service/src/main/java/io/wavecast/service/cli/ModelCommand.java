package io.wavecast.service.cli;

import io.wavecast.config.Group;
import java.util.EnumSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command about one model. */
abstract class ModelCommand extends ConfiguredCommand {
  @Mixin final ModelArgument model = new ModelArgument();

  @Option(names = "--json", description = "Print JSON, one object per line.")
  boolean json;

  ModelCommand() {
    super(EnumSet.of(Group.MODELS));
  }
}
