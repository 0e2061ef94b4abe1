package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;

/** How much state is kept of each series. */
public enum Profile {
  /** All features, and every forecast until all its lead times are judged. */
  FULL(Feature.values().length, 24, Forecaster.HORIZON, true),
  /**
   * For very many series: the features value, floor and range; the latest forecast, and every ninth
   * until all its lead times are judged. So every lead time is judged, the longer ones less often.
   */
  LIGHT(3, 12, 2, false);

  /** The number of features, the first ones of {@link Feature}. */
  final int features;

  /** The number of intervals in the memory of a feature. */
  final int slots;

  /** The number of open forecasts. */
  final int origins;

  /** Whether the usual values of the times of day are kept. */
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
