package io.wavecast.service.cli;

import io.wavecast.service.config.Group;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that takes settings: flags, environment and file. */
public abstract class ConfiguredCommand implements Callable<Integer> {
  private final Set<Group> groups;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /**
   * @param groups the settings that are flags of this command
   */
  protected ConfiguredCommand(Set<Group> groups) {
    this.groups = groups;
  }

  final Set<Group> groups() {
    return groups;
  }

  /**
   * The settings as given.
   *
   * @throws io.wavecast.service.config.ConfigException when one is not allowed
   */
  protected final ServiceConfig config() {
    Settings settings = ConfigOptions.read(spec, environment());
    Logging.debug("settings:\n" + settings);
    return ServiceConfig.of(settings);
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

  /** For progress and messages. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
