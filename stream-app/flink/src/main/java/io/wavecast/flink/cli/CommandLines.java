package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.FlinkException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command lines; every error is one line on stderr. */
final class CommandLines {
  private CommandLines() {}

  /** {@code wavecast flink ...}. */
  static CommandLine launcher() {
    return of(new Root()).addSubcommand(of(new FlinkCommand()));
  }

  /** The job jar's. */
  static CommandLine job() {
    return of(new SubmitCommand());
  }

  @Command(
      name = "wavecast",
      subcommands = {})
  private static final class Root {}

  private static CommandLine of(Object command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(
            (e, args) -> {
              tell(e.getCommandLine(), e);
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              tell(line, e);
              return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
            });
  }

  private static void tell(CommandLine line, Exception e) {
    boolean ofJob = e instanceof ExecutionException || e instanceof FlinkException;
    String message = ofJob ? causes(e) : String.valueOf(e.getMessage());
    if (!(e instanceof StartException) && e.getMessage() == null) {
      message = e.toString();
    }
    line.getErr().println("wavecast: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    line.getErr().flush();
  }

  /** What failed at the bottom of it. */
  private static String causes(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = String.valueOf(cause.getMessage());
    if (why.contains("--allowNonRestoredState")) {
      return "what it is to go on from holds state of a part that this job leaves out: name that"
          + " part, or drop its state by --allow-non-restored-state ("
          + why.replaceFirst(" If you want to allow.*", "")
          + ")";
    }
    return "the job failed: " + cause;
  }
}
