package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How unusual the latest observations of a series are: the weighted sum of the novelties of its
 * features. A novelty decays over some observations, so that features which respond late still add
 * up. The score of a young series is damped.
 *
 * <pre>
 *   novelty = max(0.8 * previous novelty, novelty of this value)
 *   score   = sum(weight * novelty) * n / (n + 400) / border
 * </pre>
 */
final class Score {
  private static final Feature[] FEATURES = Feature.values();

  /** The sum at which a score is 1. */
  private static final double BORDER = 0.9;

  private static final double DECAY = 0.8;

  /** Number of observations at which the score counts half. */
  private static final double YOUTH = 400;

  private static final long DAY_MS = 86_400_000;
  private static final double PHASE_PACE = 0.25;

  private Score() {}

  /**
   * Learns the latest observation and scores it.
   *
   * @param data the state, which is updated
   * @param time of the observation, ms since the epoch
   * @param y its value, already in the {@link RollingStats}
   * @param errors by lead time, NaN where there was no forecast
   * @return at least 0, above 1 anomalous
   */
  static double update(byte[] data, Profile profile, long time, float y, float[] errors) {
    int n = (int) Layout.INT.get(data, Layout.COUNT);
    double sum = 0;
    int memory = profile.layout.memories;
    for (int f = 0; f < profile.features; f++) {
      Feature feature = FEATURES[f];
      float x = valueOf(feature, data, profile, n, time, y, errors);
      double novelty =
          Float.isFinite(x) ? IntervalMemory.add(data, memory, profile.slots, x, n) : 0;
      int at = Layout.NOVELTY + Float.BYTES * f;
      float decaying = (float) Math.max(DECAY * getFloat(data, at), novelty);
      putFloat(data, at, decaying);
      sum += feature.weight * decaying;
      memory += IntervalMemory.size(profile.slots);
    }
    return sum * n / (n + YOUTH) / BORDER;
  }

  /** NaN where the feature has no value yet. */
  private static float valueOf(
      Feature feature, byte[] data, Profile profile, int n, long time, float y, float[] errors) {
    return switch (feature) {
      case VALUE -> y;
      case FLOOR -> RollingStats.min(data, Layout.ROLLING, n);
      case RANGE -> RollingStats.range(data, Layout.ROLLING, n);
      case AHEAD_1 -> errors[0];
      case AHEAD_10 -> errors[HORIZON - 1];
      case PHASE -> {
        float usual = getFloat(data, phase(profile, time));
        yield y - (Float.isNaN(usual) ? RollingStats.previous(data, Layout.ROLLING, n) : usual);
      }
      case SHIFT -> RollingStats.shift(data, Layout.ROLLING, n);
    };
  }

  /** Learns the usual value of this time of day. */
  static void learnPhase(byte[] data, Profile profile, long time, float x, double weight) {
    if (profile.daily) {
      int at = phase(profile, time);
      float usual = getFloat(data, at);
      putFloat(
          data, at, Float.isNaN(usual) ? x : (float) (usual + weight * PHASE_PACE * (x - usual)));
    }
  }

  private static int phase(Profile profile, long time) {
    return profile.layout.phases + Float.BYTES * (int) (time % DAY_MS * Layout.PHASES / DAY_MS);
  }
}
