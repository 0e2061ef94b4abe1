package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.stream.Header;
import io.wavecast.schemas.forecast.Event;
import java.util.List;

/** Takes what a {@link ForecastPipeline} emits, in order within each series. */
@FunctionalInterface
public interface EventSink {
  /**
   * Takes an event.
   *
   * @param headers the trace context of the observation that caused it
   */
  void event(Event event, List<Header> headers);

  /**
   * Takes the end of a series that has expired, after the event that ends its alert. By default it
   * is ignored.
   *
   * @param time when it expired, ms since the epoch
   */
  default void expired(String series, long time) {}
}
