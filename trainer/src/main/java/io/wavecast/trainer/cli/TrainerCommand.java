package io.wavecast.trainer.cli;

import io.wavecast.config.BuildVersion;
import io.wavecast.config.SettingOptions;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The trainer's part of the command line. */
@Command(
    name = "wavecast",
    description = "Trains, measures and exports forecasters.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {TrainCommand.class, EvaluateCommand.class, ExportCommand.class})
public final class TrainerCommand {
  private static final int FAILURE = 1;
  private static final int WRONG_USAGE = 2;

  /** The command line, ready to run: 0 for success, 1 for failure, 2 for wrong usage. */
  public static CommandLine commandLine() {
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it would print values
    CommandLine line = new CommandLine(new TrainerCommand());
    line.getSubcommands()
        .values()
        .forEach(command -> SourceOptions.addTo(command.getCommandSpec()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, commandLine, parsed) -> failure(e, commandLine));
  }

  private static int wrongUsage(ParameterException e) {
    return wrongUsage(e.getCommandLine(), SettingOptions.describe(e));
  }

  private static int wrongUsage(CommandLine commandLine, @Nullable String message) {
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine.getErr().printf("%s: %s%nTry '%s --help'.%n", name, message, name);
    return WRONG_USAGE;
  }

  /** Prints the error in one line, with the stack trace if {@code WAVECAST_TRACE} is set. */
  private static int failure(Exception e, CommandLine commandLine) {
    if (e instanceof UsageException) {
      return wrongUsage(commandLine, e.getMessage());
    }
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine.getErr().println(name + ": " + Throwables.oneLine(e));
    if (System.getenv("WAVECAST_TRACE") != null) {
      e.printStackTrace(commandLine.getErr());
    }
    return FAILURE;
  }
}
