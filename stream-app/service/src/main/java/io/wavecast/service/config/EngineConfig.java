package io.wavecast.service.config;

import io.wavecast.core.stream.LatePolicy;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stream is processed.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param guarantee what a crash may do
 * @param threads stream threads of this process
 * @param batchSize most windows in one run of a model
 * @param batchWait longest time that an observation waits for its batch to fill
 * @param cacheBytes memory for states that are not yet written, all threads together; 0 for none
 * @param level of the intervals, in (0, 1)
 * @param late what becomes of late observations
 * @param dataDir folder for the engine's state and the embedded broker's log
 */
public record EngineConfig(
    String applicationId,
    Guarantee guarantee,
    int threads,
    int batchSize,
    Duration batchWait,
    long cacheBytes,
    double level,
    LatePolicy late,
    Path dataDir) {
  static EngineConfig of(Settings s) {
    return new EngineConfig(
        s.get(Keys.APPLICATION_ID),
        s.get(Keys.GUARANTEE),
        s.get(Keys.THREADS),
        s.get(Keys.BATCH_SIZE),
        s.get(Keys.BATCH_WAIT),
        s.get(Keys.CACHE),
        s.get(Keys.LEVEL),
        s.get(Keys.LATE),
        s.get(Keys.DATA_DIR));
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
