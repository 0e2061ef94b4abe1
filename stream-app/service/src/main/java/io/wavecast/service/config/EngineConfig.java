package io.wavecast.service.config;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Guarantee;
import io.wavecast.config.InputKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.stream.LatePolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stream is processed.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param guarantee what a crash may change
 * @param threads stream threads of this process
 * @param batchSize most windows in one run of a model
 * @param linger longest time that an observation is pending before its batch runs
 * @param cacheBytes memory for states that are not yet written, for all threads; 0 for none
 * @param level of the intervals, in (0, 1)
 * @param latePolicy what happens to late observations
 * @param dataDir folder for the engine's state and the embedded broker's log
 */
public record EngineConfig(
    String applicationId,
    Guarantee guarantee,
    int threads,
    int batchSize,
    Duration linger,
    long cacheBytes,
    double level,
    LatePolicy latePolicy,
    Path dataDir) {
  static EngineConfig of(Settings s) {
    return new EngineConfig(
        s.get(EngineKeys.APPLICATION_ID),
        s.get(EngineKeys.GUARANTEE),
        s.get(EngineKeys.THREADS),
        s.get(EngineKeys.BATCH_SIZE),
        s.get(EngineKeys.BATCH_LINGER),
        s.get(EngineKeys.CACHE),
        s.get(EngineKeys.LEVEL),
        s.get(InputKeys.LATE_POLICY),
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
