package io.wavecast.flink.cli;

import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.SettingOptions;
import io.wavecast.core.text.UsageException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that starts the job: settings as flags, environment and file, and Flink's options. */
abstract class JobCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @ArgGroup(validate = false, order = 100, heading = "%nFlink%n")
  private final FlinkOptions flink = new FlinkOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  JobCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The settings that are flags of this command. */
  Set<Group> groups() {
    Set<Group> groups = new HashSet<>(PipelineModules.groups());
    groups.addAll(
        List.of(
            Group.KAFKA,
            Group.TOPICS,
            Group.INPUT,
            Group.SCHEMAS,
            Group.CLIENT_TLS,
            Group.WINDOWS,
            Group.DEVIATIONS,
            Group.CALENDAR,
            Group.INCIDENTS,
            Group.MODELS,
            Group.ENGINE));
    return groups;
  }

  /**
   * The job as configured.
   *
   * @throws UsageException when a setting is not allowed
   */
  final Job job() {
    return new Job(SettingOptions.read(spec, Host.FLINK, environment), flink);
  }

  /** Prints the result of the command. */
  final int print(String result) {
    spec.commandLine().getOut().println(result);
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** Prints a line on stderr. */
  final void say(String line) {
    spec.commandLine().getErr().println("wavecast: " + line);
    spec.commandLine().getErr().flush();
  }
}
