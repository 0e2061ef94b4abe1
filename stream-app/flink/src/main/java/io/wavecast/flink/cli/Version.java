package io.wavecast.flink.cli;

import io.wavecast.config.Build;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {Build.current().toString()};
  }
}
