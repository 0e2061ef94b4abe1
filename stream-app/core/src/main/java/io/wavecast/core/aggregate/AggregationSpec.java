package io.wavecast.core.aggregate;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.TopicNames;
import io.wavecast.schemas.aggregate.RawEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The pipeline from raw events to observations.
 *
 * @param events input topic, keyed by series
 * @param observations output topic
 * @param deadLetters topic for records that are rejected
 * @param inputs how the events of each input are aggregated, by its name
 * @param latePolicy what happens to events whose window has closed
 * @param expireAfter silence after which the state of a series is removed, at least 1 ms
 * @param maxRecordBytes largest record that may be written
 */
public record AggregationSpec(
    String events,
    String observations,
    String deadLetters,
    Map<String, Aggregation> inputs,
    LatePolicy latePolicy,
    Duration expireAfter,
    int maxRecordBytes)
    implements PipelineSpec<RawEvent, NoModel> {
  /** Silence after which states are removed where no other is set. */
  public static final Duration DEFAULT_EXPIRE_AFTER = Duration.ofDays(7);

  /** Nothing is ever pending. */
  private static final Duration LINGER = Duration.ofMillis(20);

  private static final PipelineNames NAMES =
      new PipelineNames("raw-events", "read-event", "aggregate", "aggregated", "event-windows");

  public AggregationSpec {
    TopicNames.check(List.of(events, observations, deadLetters));
    inputs = Map.copyOf(inputs);
    if (expireAfter.toMillis() < 1) {
      throw new IllegalArgumentException(
          "expire-after must be at least 1 ms, got: " + Durations.format(expireAfter));
    }
  }

  /** The events of a series lie in one partition, since they are keyed by it. */
  @Override
  public PipelineIo<RawEvent> io() {
    return new PipelineIo<>(
        NAMES,
        new RawEventInput(),
        events,
        List.of(observations),
        deadLetters,
        maxRecordBytes,
        LINGER,
        false,
        true);
  }

  @Override
  public Pipeline<RawEvent> create(NoModel model, PipelineContext context) {
    return new AggregationPipeline(this, context);
  }
}
