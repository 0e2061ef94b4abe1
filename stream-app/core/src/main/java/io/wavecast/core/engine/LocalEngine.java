package io.wavecast.core.engine;

import io.wavecast.core.batch.BatchForecaster;
import io.wavecast.core.batch.ForecastRequest;
import io.wavecast.core.batch.WaitingSeries;
import io.wavecast.core.window.SeriesState;
import io.wavecast.core.window.SeriesStep;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the steps over observations in order, with the states in memory: what {@code wavecast
 * replay} does, and what the stream engines must repeat. Of one thread.
 */
public final class LocalEngine {
  private final SeriesStep step;
  private final BatchForecaster batches;
  private final int maxBatch;
  private final Consumer<Forecast> sink;
  private final Map<String, SeriesState> states = new HashMap<>();
  private final WaitingSeries waiting = new WaitingSeries();

  /**
   * @param step what an observation does
   * @param batches forecasts what waits
   * @param maxBatch how many observations may wait, at least 1
   * @param sink takes the forecasts, in order within each series
   */
  public LocalEngine(
      SeriesStep step, BatchForecaster batches, int maxBatch, Consumer<Forecast> sink) {
    this.step = step;
    this.batches = batches;
    this.maxBatch = maxBatch;
    this.sink = sink;
  }

  /** Takes an observation in, and tells what became of it. */
  public SeriesStep.Kind accept(Observation observation) {
    String series = observation.series();
    if (step.mustFlushBefore(state(series), observation)) {
      flush();
    }
    SeriesStep.Outcome outcome = step.accept(state(series), observation);
    states.put(series, outcome.state());
    outcome.forecast().ifPresent(sink);
    if (outcome.waits()) {
      waiting.add(series, 1);
      if (waiting.size() >= maxBatch) {
        flush();
      }
    }
    return outcome.kind();
  }

  /** Makes the forecasts of all that waits. */
  public void flush() {
    List<String> keys = waiting.drain();
    List<ForecastRequest> requests = new ArrayList<>();
    for (String series : keys) {
      SeriesState state = state(series);
      requests.addAll(state.requests(series));
      states.put(series, state.withoutWaiting());
    }
    batches.forecast(requests).forEach(sink);
  }

  private SeriesState state(String series) {
    return states.getOrDefault(series, SeriesState.EMPTY);
  }
}
