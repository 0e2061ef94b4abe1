package io.wavecast.service.cli;

import io.wavecast.config.SettingOptions;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UserFacing;
import io.wavecast.service.logging.Logging;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints each error as one line on stderr; {@code --verbose} adds the stack trace. */
final class ErrorLines implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      hint = nearest(command, unmatched).map(n -> "; did you mean " + n + "?").orElse("");
    }
    String see = " (see '" + command.getCommandSpec().qualifiedName() + " --help')";
    Logging.error(command.getErr(), SettingOptions.describe(e) + hint + see, Optional.empty());
    return ExitCode.USAGE;
  }

  private static Optional<String> nearest(CommandLine command, UnmatchedArgumentException e) {
    String wrong = e.getUnmatched().get(0).split("=", 2)[0];
    if (wrong.equals("produce") || wrong.equals("backfill")) { // as earlier builds called it
      return Optional.of("send");
    }
    return Suggest.nearest(
        wrong,
        wrong.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Optional<Throwable> details =
        isVerbose(command.getCommandSpec()) ? Optional.of(e) : Optional.empty();
    Logging.error(command.getErr(), describe(e), details);
    return e instanceof UserFacing known ? known.exitCode() : ExitCode.SOFTWARE;
  }

  private static String describe(Exception e) {
    return e instanceof UserFacing
        ? Throwables.oneLine(e)
        : Throwables.causes(e) + " (--verbose shows where)";
  }

  private static boolean isVerbose(CommandSpec spec) {
    return spec.root().userObject() instanceof WavecastCommand root && root.verbose();
  }
}
