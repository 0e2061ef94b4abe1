package io.wavecast.config;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built.
 *
 * @param version of Wavecast
 * @param revision the commit, abbreviated; {@code unknown} if it was not built in a clone
 */
public record Build(String version, String revision) {
  private static final Build CURRENT = read();

  /** The one that runs. */
  public static Build current() {
    return CURRENT;
  }

  /** Reports it, with the version of Java. */
  public AutoCloseable report(Metrics metrics) {
    return metrics.gauge(
        Metric.BUILD_INFO, () -> 1, version, revision, System.getProperty("java.version"));
  }

  /** Version and revision, e.g. {@code wavecast 1.0.0 (0123abc)}. */
  @Override
  public String toString() {
    return "wavecast %s (%s)".formatted(version, revision);
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String revision = properties.getProperty("revision");
    return new Build(
        properties.getProperty("version"), revision.startsWith("$") ? "unknown" : revision);
  }
}
