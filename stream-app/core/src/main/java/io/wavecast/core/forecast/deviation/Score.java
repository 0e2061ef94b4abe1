package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How unusual the newest observations of a series are: the novelties of its features, each held for
 * some observations so that those which answer late still add up, weighed and summed; less certain
 * while the series is young.
 *
 * <pre>
 *   held  = max(0.8 held, novelty)
 *   score = sum(weight * held) * n / (n + 400) / border
 * </pre>
 */
final class Score {
  /** The sum at which a score is 1. */
  private static final double BORDER = 0.9;

  private static final double HOLD = 0.8;
  private static final double YOUTH = 400;
  private static final long DAY = 86_400_000;
  private static final double PHASE_PACE = 0.25;

  private Score() {}

  /**
   * Learns the newest observation and judges it.
   *
   * @param data the state, which is changed
   * @param time of the observation, ms since the epoch
   * @param y its value, already among the {@link RollingStats}
   * @param errors by lead time, NaN where there was no forecast
   * @return at least 0, above 1 anomalous
   */
  static double of(byte[] data, Profile profile, long time, float y, float[] errors) {
    int n = (int) Layout.INT.get(data, Layout.COUNT);
    double sum = 0;
    int memory = profile.layout.memories;
    for (int f = 0; f < profile.features; f++) {
      Feature feature = FEATURES[f];
      float x = valueOf(feature, data, profile, n, time, y, errors);
      double novelty =
          Float.isFinite(x) ? IntervalMemory.add(data, memory, profile.slots, x, n) : 0;
      int at = Layout.HELD + 4 * f;
      float held = (float) Math.max(HOLD * getFloat(data, at), novelty);
      putFloat(data, at, held);
      sum += feature.weight * held;
      memory += IntervalMemory.size(profile.slots);
    }
    return sum * n / (n + YOUTH) / BORDER;
  }

  private static final Feature[] FEATURES = Feature.values();

  /** NaN where the feature has no value yet. */
  private static float valueOf(
      Feature feature, byte[] data, Profile profile, int n, long time, float y, float[] errors) {
    return switch (feature) {
      case VALUE -> y;
      case FLOOR -> RollingStats.least(data, Layout.RECENT, n);
      case RANGE -> RollingStats.range(data, Layout.RECENT, n);
      case AHEAD_1 -> errors[0];
      case AHEAD_10 -> errors[HORIZON - 1];
      case PHASE -> {
        float usual = getFloat(data, phase(profile, time));
        yield y - (Float.isNaN(usual) ? RollingStats.previous(data, Layout.RECENT, n) : usual);
      }
      case SHIFT -> RollingStats.shift(data, Layout.RECENT, n);
    };
  }

  /** Learns what is usual at this time of the day. */
  static void learnPhase(byte[] data, Profile profile, long time, float x, double weight) {
    if (profile.daily) {
      int at = phase(profile, time);
      float usual = getFloat(data, at);
      putFloat(
          data, at, Float.isNaN(usual) ? x : (float) (usual + weight * PHASE_PACE * (x - usual)));
    }
  }

  private static int phase(Profile profile, long time) {
    return profile.layout.phases + 4 * (int) (time % DAY * Layout.PHASES / DAY);
  }
}
