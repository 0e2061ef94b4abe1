package io.wavecast.flink.cli;

import io.wavecast.config.Host;
import io.wavecast.config.SettingOptions;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UserFacing;
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
    CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF); // it would print values
    CommandLine line = new CommandLine(object);
    if (object instanceof JobCommand configured) {
      SettingOptions.addTo(line.getCommandSpec(), Host.FLINK, configured.groups());
    }
    return line.setParameterExceptionHandler(
            (e, args) -> {
              print(e.getCommandLine(), SettingOptions.describe(e));
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              print(command, describe(e));
              if (e instanceof UserFacing known) {
                return known.exitCode();
              }
              return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
            });
  }

  private static void print(CommandLine line, String message) {
    line.getErr().println("wavecast: " + message);
    line.getErr().flush();
  }

  /** One line; exceptions of Flink only wrap the cause. */
  private static String describe(Exception e) {
    if (!(e instanceof ExecutionException) && !(e instanceof FlinkException)) {
      return Throwables.oneLine(e);
    }
    Throwable cause = Throwables.root(e);
    String why = Throwables.oneLine(cause);
    if (why.contains("--allowNonRestoredState")) {
      return "the savepoint holds state of a pipeline that this job does not run: enable it, or"
          + " discard its state with --allow-non-restored-state ("
          + why.replaceFirst(" If you want to allow.*", "")
          + ")";
    }
    return "the job failed: " + Throwables.oneLine(cause.toString());
  }
}
