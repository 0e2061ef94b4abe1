package io.wavecast.service.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest tells. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"wavecast " + current()};
  }

  /** The version, or {@code development} when the classes come from no jar. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
