package io.wavecast.core.forecast.signal;

import io.wavecast.schemas.forecast.Direction;
import java.util.Arrays;
import java.util.List;

/**
 * What signals say of one observation: how rare it is, and the statistics behind that. Used again
 * for the next one. Not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // statistics are places of arrays
final class Readings {
  private final List<Signal> signals;
  private final double[] values = new double[Statistic.values().length];
  private final double[] excess = new double[values.length];
  private final double[] evidence = new double[values.length];
  private final double[] decades;
  private final Direction[] directions;
  private int current;
  private boolean isAccepted;

  Readings(List<Signal> signals) {
    this.signals = signals;
    decades = new double[signals.size()];
    directions = new Direction[decades.length];
  }

  private void clear() {
    isAccepted = false;
    Arrays.fill(values, Double.NaN);
    Arrays.fill(evidence, 0);
    Arrays.fill(decades, 0);
    Arrays.fill(directions, Direction.NONE);
  }

  /** Lets all signals judge an observation. */
  void evaluate(Context c) {
    clear();
    for (current = 0; current < decades.length; current++) {
      signals.get(current).evaluate(c, this);
    }
  }

  /** Forgets what was said of the observation before. */
  void reset() {
    clear();
  }

  /** Says that the observation is accepted as normal, and with it the anomaly that it was in. */
  void accept() {
    isAccepted = true;
  }

  boolean isAccepted() {
    return isAccepted;
  }

  /** Raises the evidence of the signal that is evaluating, in decades. */
  void raise(double evidence, Direction direction) {
    if (evidence > decades[current]) {
      decades[current] = evidence;
      directions[current] = direction;
    }
  }

  /** Gives a statistic its value, the least excess of its tail, and its evidence. */
  double note(Statistic s, double value, double leastExcess, double decades) {
    values[s.ordinal()] = value;
    excess[s.ordinal()] = leastExcess;
    evidence[s.ordinal()] = decades;
    return decades;
  }

  /** The value of a statistic; NaN where it has none. */
  double value(Statistic s) {
    return values[s.ordinal()];
  }

  double evidence(Statistic s) {
    return evidence[s.ordinal()];
  }

  double leastExcess(Statistic s) {
    return excess[s.ordinal()];
  }

  /**
   * The evidence of all signals together, in decades. What exceeds {@link Tuning#COMMON} adds up:
   *
   * <pre>
   *   common + (sum of (evidence - common) ^ power) ^ (1 / power)
   * </pre>
   */
  double combined() {
    double largest = 0;
    double sum = 0;
    for (double each : decades) {
      largest = Math.max(largest, each);
      if (each > Tuning.COMMON) {
        sum += StrictMath.pow(each - Tuning.COMMON, Tuning.POWER);
      }
    }
    return largest <= Tuning.COMMON
        ? largest
        : Tuning.COMMON + StrictMath.pow(sum, 1 / Tuning.POWER);
  }

  /** The place of the dominant signal in the list. */
  int dominant() {
    int dominant = 0;
    for (int i = 1; i < decades.length; i++) {
      dominant = decades[i] > decades[dominant] ? i : dominant;
    }
    return dominant;
  }

  /** Where the value lies by a signal. */
  Direction direction(int signal) {
    return directions[signal];
  }
}
