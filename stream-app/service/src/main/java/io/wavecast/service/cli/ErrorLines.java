package io.wavecast.service.cli;

import io.wavecast.config.Suggest;
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
            + oneLine(String.valueOf(e.getMessage()))
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
        ? oneLine(String.valueOf(e.getMessage()))
        : causes(e) + " (--verbose shows where)";
  }

  /** The messages of an exception and its causes, outermost first, without repetitions. */
  static String causes(Throwable e) {
    StringBuilder line = new StringBuilder();
    String last = "";
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = t.getMessage();
      String text =
          message == null || message.isBlank() ? t.getClass().getSimpleName() : oneLine(message);
      if (!last.contains(text)) {
        line.append(line.isEmpty() ? "" : ": ").append(text);
        last = text;
      }
    }
    return line.toString();
  }

  private static boolean isVerbose(CommandSpec spec) {
    return spec.root().userObject() instanceof WavecastCommand root && root.verbose();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
