package io.wavecast.flink.music;

import io.wavecast.core.chorale.ChoraleSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How chorales are composed. Travels to the tasks.
 *
 * @param topics where the job reads and writes
 * @param maxRecordBytes largest record that may be sent; a dead letter that would be larger goes
 *     without key and value
 * @param slice how long it composes before it looks at its input again, at least 0
 */
public record ChoraleSettings(ChoraleTopics topics, int maxRecordBytes, Duration slice)
    implements Serializable {
  private static final Duration SLICE = Duration.ofMillis(50);

  public ChoraleSettings {
    if (slice.isNegative()) {
      throw new IllegalArgumentException("slice must be at least 0, got: " + slice);
    }
  }

  /** With slices that suit most: 50 ms. */
  public ChoraleSettings(ChoraleTopics topics, int maxRecordBytes) {
    this(topics, maxRecordBytes, SLICE);
  }

  ChoraleSpec spec() {
    return new ChoraleSpec(topics, maxRecordBytes, slice);
  }

  DeadLetters aside(Metrics metrics, Consumer<String> log) {
    return new DeadLetters(topics.deadLetters(), maxRecordBytes, metrics, log, System::nanoTime);
  }
}
