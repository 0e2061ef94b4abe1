package io.wavecast.service.cli;

import io.wavecast.config.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UserFacing;
import java.io.PrintWriter;
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
    PrintWriter err = command.getErr();
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      hint = nearest(command, unmatched).map(n -> "; did you mean " + n + "?").orElse("");
    }
    err.println(
        "wavecast: "
            + Throwables.oneLine(e)
            + hint
            + " (see '"
            + command.getCommandSpec().qualifiedName()
            + " --help')");
    err.flush();
    return ExitCode.USAGE;
  }

  private static Optional<String> nearest(CommandLine command, UnmatchedArgumentException e) {
    String wrong = e.getUnmatched().get(0).split("=", 2)[0];
    return Suggest.nearest(
        wrong,
        wrong.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("wavecast: " + describe(e));
    if (isVerbose(command.getCommandSpec())) {
      e.printStackTrace(err);
    }
    err.flush();
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
