package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The pipeline over recorded values, with its states in memory. Silence is measured by the times of
 * the observations: a series was stale if its own next observation is that much newer, or, where a
 * rule says when it is stale, in the end the newest one of any series. What follows the last
 * observation is not known, and recordings may end at different times. The order of the series does
 * not matter. Not thread-safe.
 *
 * <pre>
 *   a     * * * *                         * *       stale before it returned
 *   b     * * * * * * * *                           stale in the end by a rule, since a goes on
 *              |- stale-after -|          newest
 * </pre>
 */
public final class RecordedPipeline {
  private final ForecastPipeline pipeline;
  private long newest = -1;

  /**
   * @param spec how it runs; topics, linger and late policy do not matter
   * @param models the forecasters
   * @param events takes the events, in order within each series, and the labels of the series
   * @param metrics where it reports; latencies are 0
   */
  public RecordedPipeline(
      ForecastSpec spec,
      Forecasters models,
      BiConsumer<Event, Map<String, String>> events,
      Metrics metrics) {
    pipeline =
        ForecastPipeline.inMemory(
            spec, models, event -> events.accept(event, labels(event.series())), metrics);
  }

  private Map<String, String> labels(String series) {
    return pipeline.labels(series);
  }

  /** Takes in an observation, and returns how it relates to the window of its series. */
  public Arrival.Kind process(Observation observation) {
    pipeline.checkStale(observation.series(), observation.timestamp() - 1);
    newest = Math.max(newest, observation.timestamp());
    return pipeline.process(observation);
  }

  /**
   * Forecasts what is pending, and raises the alerts of series that a rule calls stale. Call it
   * once.
   */
  public void finish() {
    pipeline.flush();
    pipeline.checkStale(newest);
  }
}
