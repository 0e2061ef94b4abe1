package io.wavecast.core.stream;

import io.wavecast.core.metrics.Metrics;
import java.util.function.LongSupplier;

/**
 * What an engine gives to one instance of a {@link Pipeline}.
 *
 * @param store states of the keys of this task
 * @param emitter takes the events
 * @param metrics where the pipeline reports
 * @param nanoClock measures durations, ns
 */
public record PipelineContext(
    KeyedStore store, Emitter emitter, Metrics metrics, LongSupplier nanoClock) {
  /**
   * Emits an event.
   *
   * @param timestamp event time, ms since the epoch
   */
  public void emit(String topic, String key, byte[] value, long timestamp) {
    emitter.emit(OutputRecord.event(topic, key, value, timestamp));
  }
}
