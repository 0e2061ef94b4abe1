package io.wavecast.service.config;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Guarantee;
import io.wavecast.config.Settings;
import java.nio.file.Path;

/**
 * How the stream is processed.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param guarantee what a crash may change
 * @param threads stream threads of this process
 * @param cacheBytes memory for states that are not yet written, for all threads; 0 for none
 * @param level of the intervals, in (0, 1)
 * @param dataDir folder for the engine's state and the embedded broker's log
 */
public record EngineConfig(
    String applicationId,
    Guarantee guarantee,
    int threads,
    long cacheBytes,
    double level,
    Path dataDir) {
  static EngineConfig of(Settings s) {
    return new EngineConfig(
        s.get(EngineKeys.APPLICATION_ID),
        s.get(EngineKeys.GUARANTEE),
        s.get(EngineKeys.THREADS),
        s.get(EngineKeys.CACHE),
        s.get(EngineKeys.LEVEL),
        s.get(EngineKeys.DATA_DIR));
  }

  /** Where the engine keeps its state. */
  public Path stateDir() {
    return dataDir.resolve("state");
  }

  /** Where the embedded broker keeps its log. */
  public Path brokerDir() {
    return dataDir.resolve("broker");
  }
}
