package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.metrics.Metrics;
import java.util.List;
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
    emit(topic, key, value, List.of(), timestamp);
  }

  /**
   * Emits an event with headers.
   *
   * @param timestamp event time, ms since the epoch
   */
  public void emit(String topic, String key, byte[] value, List<Header> headers, long timestamp) {
    emitter.emit(new OutputRecord(topic, key.getBytes(UTF_8), value, headers, timestamp));
  }
}
