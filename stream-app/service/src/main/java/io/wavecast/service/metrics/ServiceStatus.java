package io.wavecast.service.metrics;

import java.util.List;

/**
 * What the service does, over the last seconds.
 *
 * @param series series known, or -1 when nobody counts them
 * @param observationsPerSecond observations accepted
 * @param forecastsPerSecond forecasts made
 * @param latencyP50 median from observation to forecast, s; NaN when there was none
 * @param latencyP99 the same, which 99 of 100 stay below
 * @param observations accepted since the start
 * @param forecasts made since the start
 * @param deadLetters set aside since the start
 * @param behind observations that wait on their topics
 * @param late older than the newest of their series, since the start
 * @param models those in charge
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

  /** A model in charge, and where it runs. */
  public record Model(String name, String version, String device) {}
}
