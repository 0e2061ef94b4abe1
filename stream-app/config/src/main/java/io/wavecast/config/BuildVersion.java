package io.wavecast.config;

import picocli.CommandLine.IVersionProvider;

/** The version and the commit, for {@code --version}. */
public final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {Build.current().toString()};
  }
}
