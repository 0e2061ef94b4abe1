package io.wavecast.service.cli;

import picocli.CommandLine.Command;

/** {@code wavecast models}: the models that can be chosen, and checks of model files. */
@Command(
    name = "models",
    description = "Lists, shows, verifies and seals models.",
    subcommands = {ModelsList.class, ModelsInspect.class, ModelsVerify.class, ModelsSeal.class})
final class ModelsCommand extends CommandGroup {}
