package io.wavecast.core.engine;

import io.wavecast.core.batch.BatchForecaster;
import io.wavecast.core.batch.ForecastRequest;
import io.wavecast.core.batch.WaitingSeries;
import io.wavecast.core.window.SeriesState;
import io.wavecast.core.window.SeriesStep;
import io.wavecast.schemas.Event;
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
  private final Consumer<Event> sink;
  private final Map<String, SeriesState> states = new HashMap<>();
  private final WaitingSeries waiting = new WaitingSeries();

  /**
   * @param step what an observation does
   * @param batches forecasts what waits
   * @param maxBatch how many observations may wait, at least 1
   * @param sink takes the events, in order within each series
   */
  public LocalEngine(SeriesStep step, BatchForecaster batches, int maxBatch, Consumer<Event> sink) {
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
    outcome.events().forEach(sink);
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
      requests.addAll(state(series).requests(series));
    }
    List<Forecast> forecasts = batches.forecast(requests);
    int from = 0;
    for (String series : keys) {
      SeriesState state = state(series);
      int to = from + state.waiting();
      SeriesStep.Completion completion = step.complete(state, forecasts.subList(from, to));
      states.put(series, completion.state());
      completion.events().forEach(sink);
      from = to;
    }
  }

  private SeriesState state(String series) {
    return states.getOrDefault(series, SeriesState.EMPTY);
  }
}
