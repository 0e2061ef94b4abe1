package io.wavecast.core.forecast.engine;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.function.Consumer;

/**
 * Runs the forecast pipeline with its states in memory: {@code wavecast replay}, and the reference
 * for the stream engines. Not thread-safe.
 */
public final class LocalEngine {
  private final ForecastPipeline pipeline;

  /**
   * @param spec how the pipeline runs; topics, linger and late policy do not matter
   * @param models the forecasters
   * @param sink takes the events, in order within each series
   * @param metrics where the pipeline reports; latencies are 0
   */
  public LocalEngine(ForecastSpec spec, Forecasters models, Consumer<Event> sink, Metrics metrics) {
    pipeline = new ForecastPipeline(spec, models, new InMemoryStore(), sink, metrics, () -> 0);
  }

  /** Takes an observation in, and returns how it relates to the window of its series. */
  public Arrival.Kind accept(Observation observation) {
    return pipeline.process(observation);
  }

  /** Forecasts all pending observations. */
  public void flush() {
    pipeline.flush();
  }
}
