package io.wavecast.core.sketch;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.sketch.SketchTopics;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a stream of sketches runs.
 *
 * @param topics where it reads and writes
 * @param latePolicy what becomes of a sketch that is older than the newest of its drawing
 * @param maxBatch most sketches of a partition that may wait for their label, at least 1
 * @param linger longest that one may wait while others are awaited, at least 1 ms
 * @param kept how long the state of a drawing is kept after its newest sketch, by the sketches' own
 *     time; at least 1 s
 * @param maxRecordBytes largest record that may be sent; a dead letter that would be larger goes
 *     without key and value
 */
public record SketchSettings(
    SketchTopics topics,
    LatePolicy latePolicy,
    int maxBatch,
    Duration linger,
    Duration kept,
    int maxRecordBytes)
    implements Serializable {
  public SketchSettings {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    if (linger.toMillis() < 1) {
      throw new IllegalArgumentException("linger must be at least 1 ms, got: " + linger);
    }
    if (kept.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "state of a sketch must be kept at least 1 s, got: " + kept);
    }
  }
}
