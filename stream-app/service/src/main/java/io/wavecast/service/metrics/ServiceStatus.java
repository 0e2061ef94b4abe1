package io.wavecast.service.metrics;

import java.util.List;

/**
 * The state of the service; rates and latencies cover the last seconds.
 *
 * @param series series with state, or -1 if unknown
 * @param observationsPerSecond observations accepted per second
 * @param forecastsPerSecond forecasts emitted per second
 * @param latencyP50 median time from observation to forecast, s; NaN without forecasts
 * @param latencyP99 its 99th percentile, s; NaN without forecasts
 * @param observations accepted since the start
 * @param forecasts emitted since the start
 * @param deadLetters dead-lettered records since the start
 * @param behind consumer lag, records
 * @param late late observations since the start
 * @param models the active models
 */
public record ServiceStatus(
    long series,
    double observationsPerSecond,
    double forecastsPerSecond,
    double latencyP50,
    double latencyP99,
    long observations,
    long forecasts,
    long deadLetters,
    long behind,
    long late,
    List<Model> models) {

  public ServiceStatus {
    models = List.copyOf(models);
  }

  /** An active model and its device. */
  public record Model(String name, String version, String device) {}
}
