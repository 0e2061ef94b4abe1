package io.wavecast.flink.cli;

import io.wavecast.config.ConfigException;
import io.wavecast.config.Host;
import io.wavecast.config.SettingOptions;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.FlinkException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command lines; every error is one line on stderr. */
final class CommandLines {
  private CommandLines() {}

  /**
   * {@code wavecast flink ...}.
   *
   * @param environment of the process
   */
  static CommandLine launcher(Map<String, String> environment) {
    return of(new Root())
        .addSubcommand(of(new FlinkCommand()).addSubcommand(of(new RunCommand(environment))));
  }

  /**
   * That of the job jar.
   *
   * @param environment of the process that submits the job
   */
  static CommandLine job(Map<String, String> environment) {
    return of(new SubmitCommand(environment));
  }

  @Command(
      name = "wavecast",
      subcommands = {})
  private static final class Root {}

  private static CommandLine of(Object object) {
    CommandLine line = new CommandLine(object);
    if (object instanceof JobCommand configured) {
      SettingOptions.addTo(line.getCommandSpec(), Host.FLINK, configured.groups());
    }
    return line.setParameterExceptionHandler(
            (e, args) -> {
              report(e.getCommandLine(), e);
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              report(command, e);
              boolean usage = e instanceof IllegalArgumentException || e instanceof ConfigException;
              return usage ? ExitCode.USAGE : ExitCode.SOFTWARE;
            });
  }

  private static void report(CommandLine line, Exception e) {
    boolean ofJob = e instanceof ExecutionException || e instanceof FlinkException;
    String message = ofJob ? causes(e) : String.valueOf(e.getMessage());
    if (!(e instanceof StartException) && e.getMessage() == null) {
      message = e.toString();
    }
    line.getErr().println("wavecast: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    line.getErr().flush();
  }

  /** The root cause, for exceptions of Flink that wrap it. */
  private static String causes(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = String.valueOf(cause.getMessage());
    if (why.contains("--allowNonRestoredState")) {
      return "the savepoint holds state of a pipeline that this job does not run: enable it, or"
          + " discard its state with --allow-non-restored-state ("
          + why.replaceFirst(" If you want to allow.*", "")
          + ")";
    }
    return "the job failed: " + cause;
  }
}
