package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.Host;
import io.wavecast.config.SettingOptions;
import io.wavecast.config.Settings;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.logging.Logging;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command with settings: flags, environment and file. */
public abstract class ConfiguredCommand implements Callable<Integer> {
  private final Set<Group> groups;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /**
   * @param groups the settings that are flags of this command, besides those of logs
   */
  protected ConfiguredCommand(Set<Group> groups) {
    this.groups = EnumSet.of(Group.LOGS);
    this.groups.addAll(groups);
  }

  final Set<Group> groups() {
    return groups;
  }

  /**
   * The settings as given.
   *
   * @throws UsageException when one is not allowed
   */
  protected final Settings settings() {
    Settings settings = SettingOptions.read(spec, Host.SERVICE, environment(), Logging::warn);
    Logging.apply(settings);
    return settings;
  }

  /**
   * The settings as given, turned into values.
   *
   * @throws UsageException when one is not allowed
   */
  protected final ServiceConfig config() {
    return ServiceConfig.of(settings());
  }

  protected final Map<String, String> environment() {
    return root().environment();
  }

  private WavecastCommand root() {
    return (WavecastCommand) spec.root().userObject();
  }

  /** For results. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints one line of the result. */
  protected final void print(String line) {
    out().println(line);
    out().flush();
  }

  /** For progress and messages. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a message for the user. */
  protected final void tell(String message) {
    err().println("wavecast: " + message);
    err().flush();
  }
}
