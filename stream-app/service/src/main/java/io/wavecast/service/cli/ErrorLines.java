package io.wavecast.service.cli;

import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.service.broker.BrokerException;
import io.wavecast.service.config.ConfigException;
import io.wavecast.service.config.Suggest;
import io.wavecast.service.csv.CsvException;
import io.wavecast.service.http.HttpException;
import io.wavecast.service.runtime.FailureException;
import io.wavecast.service.sketch.DrawingException;
import io.wavecast.service.topics.TopicException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells each error in one line on stderr; the stack trace comes with {@code --verbose} only. */
final class ErrorLines implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** Exceptions whose message is made for the user and tells all. */
  private static final List<Class<? extends Exception>> TOLD =
      List.of(
          UsageException.class,
          ConfigException.class,
          FailureException.class,
          CsvException.class,
          BrokerException.class,
          TopicException.class,
          ModelFileException.class,
          DrawingException.class,
          HttpException.class);

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
            + " ('"
            + command.getCommandSpec().qualifiedName()
            + " --help' shows what there is)");
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
    boolean usage = e instanceof UsageException || e instanceof ConfigException;
    return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static String describe(Exception e) {
    return TOLD.stream().anyMatch(type -> type.isInstance(e))
        ? oneLine(String.valueOf(e.getMessage()))
        : causes(e) + " (--verbose shows where)";
  }

  /** The messages of an exception and its causes, outermost first, each told once. */
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
