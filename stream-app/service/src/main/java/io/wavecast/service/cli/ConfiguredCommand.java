package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.SettingsCommand;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.config.ServiceConfig;
import java.util.Set;

/** A command with the settings of the service. */
public abstract class ConfiguredCommand extends SettingsCommand {
  /**
   * @param groups the settings that are flags of this command, besides those of logs
   */
  protected ConfiguredCommand(Set<Group> groups) {
    super(groups);
  }

  /**
   * The settings as given, turned into values.
   *
   * @throws UsageException when one is not allowed
   */
  protected final ServiceConfig config() {
    return ServiceConfig.of(settings());
  }
}
