package io.wavecast.core.forecast.engine;

import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs the steps over observations in order, with the states in memory: what {@code wavecast
 * replay} does, and what the stream engines must repeat. Of one thread.
 */
public final class LocalEngine {
  private final SeriesEngine engine;

  /**
   * @param step what an observation does
   * @param batches forecasts what waits
   * @param maxBatch how many observations may wait, at least 1
   * @param sink takes the events, in order within each series
   */
  public LocalEngine(SeriesStep step, BatchForecaster batches, int maxBatch, Consumer<Event> sink) {
    engine = new SeriesEngine(step, batches, maxBatch, new InMemory(), sink, Metrics.NONE, () -> 0);
  }

  /** Takes an observation in, and tells what became of it. */
  public SeriesStep.Kind accept(Observation observation) {
    return engine.accept(observation);
  }

  /** Makes the forecasts of all that waits. */
  public void flush() {
    engine.flush();
  }

  private static final class InMemory implements SeriesStates {
    private final Map<String, SeriesState> states = new HashMap<>();

    @Override
    public SeriesState get(String series) {
      return states.getOrDefault(series, SeriesState.EMPTY);
    }

    @Override
    public void put(String series, SeriesState state) {
      states.put(series, state);
    }

    @Override
    public void forEach(BiConsumer<String, SeriesState> visitor) {
      states.forEach(visitor);
    }
  }
}
