package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Topics and batches of the forecast pipeline.
 *
 * @param topics input and output topics
 * @param format where the fields of an observation are in a record
 * @param latePolicy how late observations are handled
 * @param maxBatch pending observations of a task that fill a batch, at least 1
 * @param linger longest time that an observation is pending in an unfilled batch, at least 1 ms
 * @param maxRecordBytes largest record that may be written
 * @param flat topics of the events that are also written as flat records
 */
public record StreamSettings(
    Topics topics,
    ObservationFormat format,
    LatePolicy latePolicy,
    int maxBatch,
    Duration linger,
    int maxRecordBytes,
    Map<FlatEvent, String> flat)
    implements Serializable {
  /** Twice the default limit of a broker. */
  public static final int DEFAULT_MAX_RECORD_BYTES = 2 << 20;

  private static final int LEAST_MAX_RECORD_BYTES = 8 << 10;

  public StreamSettings {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    if (linger.toMillis() < 1) {
      throw new IllegalArgumentException(
          "linger must be at least 1 ms, got: " + Durations.format(linger));
    }
    if (maxRecordBytes < LEAST_MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "largest record must be at least "
              + LEAST_MAX_RECORD_BYTES
              + " bytes, got: "
              + maxRecordBytes);
    }
    flat = Map.copyOf(flat);
  }

  /** Without flat records. */
  public StreamSettings(
      Topics topics,
      ObservationFormat format,
      LatePolicy latePolicy,
      int maxBatch,
      Duration linger,
      int maxRecordBytes) {
    this(topics, format, latePolicy, maxBatch, linger, maxRecordBytes, Map.of());
  }

  /** The same settings with flat records of some events, each kind to its topic. */
  public StreamSettings withFlat(Map<FlatEvent, String> other) {
    return new StreamSettings(topics, format, latePolicy, maxBatch, linger, maxRecordBytes, other);
  }

  /** The topics that are written, each once. */
  List<String> outputs() {
    List<String> outputs =
        new ArrayList<>(List.of(topics.forecasts(), topics.deviations(), topics.alerts()));
    flat.values().stream().sorted().forEach(outputs::add);
    return List.copyOf(outputs);
  }

  /** The defaults: batches of 64, 20 ms of linger, late observations discarded. */
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
