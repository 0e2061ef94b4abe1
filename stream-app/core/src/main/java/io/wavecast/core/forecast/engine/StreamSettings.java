package io.wavecast.core.forecast.engine;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a stream runs, whichever engine runs it.
 *
 * @param topics where it reads and writes
 * @param format where the fields of an observation stand
 * @param latePolicy what becomes of late observations
 * @param maxBatch most observations of a partition that may wait for their forecast, at least 1
 * @param linger longest that one may wait while others are awaited, at least 1 ms
 * @param maxRecordBytes largest record that may be sent; a dead letter that would be larger goes
 *     without key and value
 */
public record StreamSettings(
    Topics topics,
    ObservationFormat format,
    LatePolicy latePolicy,
    int maxBatch,
    Duration linger,
    int maxRecordBytes)
    implements Serializable {
  /** Twice what a broker takes by default. */
  public static final int DEFAULT_MAX_RECORD_BYTES = 2 << 20;

  private static final int LEAST_MAX_RECORD_BYTES = 8 << 10;

  public StreamSettings {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    if (linger.toMillis() < 1) {
      throw new IllegalArgumentException("linger must be at least 1 ms, got: " + linger);
    }
    if (maxRecordBytes < LEAST_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "largest record must be at least "
              + LEAST_MAX_RECORD_BYTES
              + " bytes, got: "
              + maxRecordBytes);
    }
  }

  /** What suits most: batches of 64, 20 ms of linger, late observations dropped. */
  public static StreamSettings of(Topics topics) {
    return new StreamSettings(
        topics,
        ObservationFormat.DEFAULT,
        LatePolicy.DROP,
        64,
        Duration.ofMillis(20),
        DEFAULT_MAX_RECORD_BYTES);
  }
}
