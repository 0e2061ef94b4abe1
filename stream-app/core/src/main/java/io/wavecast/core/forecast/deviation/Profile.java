package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;

/**
 * How much is kept of each series. The bytes are those of {@link DeviationState}, once the series
 * is as long as its window.
 */
public enum Profile {
  /** All features, and every forecast until each of its values is judged. */
  FULL(Feature.values().length, 24, Forecaster.HORIZON, true),
  /**
   * For very many series: value, floor and range; of the forecasts the newest, and every tenth
   * until each of its values is judged, so that every lead time is judged all the same, the longer
   * ones less often.
   */
  LIGHT(3, 12, 2, false);

  /** The first of {@link Feature}, as many as this. */
  final int features;

  /** Intervals that the memory of a feature holds. */
  final int slots;

  /** Forecasts that are kept until they are judged. */
  final int origins;

  /** Whether what is usual for the time of the day is kept. */
  final boolean daily;

  @SuppressWarnings("ImmutableEnumChecker") // only final numbers
  final Layout layout;

  Profile(int features, int slots, int origins, boolean daily) {
    this.features = features;
    this.slots = slots;
    this.origins = origins;
    this.daily = daily;
    this.layout = new Layout(features, slots, origins, daily);
  }
}
