package io.wavecast.trainer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The trainer's part of the command line. */
@Command(
    name = "wavecast",
    description = "Trains, measures and exports forecasters.",
    mixinStandardHelpOptions = true,
    subcommands = {TrainCommand.class, ExportCommand.class})
public final class TrainerCommand {

  /** The command line, ready to run: 0 for success, 1 for failure, 2 for wrong usage. */
  public static CommandLine commandLine() {
    return new CommandLine(new TrainerCommand())
        .setExitCodeExceptionMapper(e -> 1)
        .setExecutionExceptionHandler(new OneLine());
  }

  /** Says what went wrong in one line; the whole cause with {@code WAVECAST_TRACE} set. */
  private static final class OneLine implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception e, CommandLine commandLine, ParseResult parseResult) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      commandLine.getErr().println("wavecast: " + message);
      if (System.getenv("WAVECAST_TRACE") != null) {
        e.printStackTrace(commandLine.getErr());
      }
      return 1;
    }
  }
}
