package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.Floats;

/**
 * Predicts what a usual value makes of the memory of a series. It does what the step did when the
 * stored differences got their version, for values that are neither unusual nor new; of all others
 * it misses a part. It has its own constants, because it must not change with the step: where the
 * step changes, differences become larger, never wrong. Not thread-safe.
 */
final class UsualStep {
  static final int MATURE = 60;

  private static final double TRIFLE = 0.05;
  private static final double ROUNDING = 1e-9;
  private static final double TINY = 1e-12;
  private static final double TYPICAL_PACE = 0.005;
  private static final double MAX_CHANGE = 10;
  private static final int LIMITED_AFTER = 50;
  private static final double MEAN_PACE = 0.04;
  private static final double SCALE_PACE = 0.02;
  private static final int PEAK_SPAN = 101;
  private static final double NOISE_PACE = 0.1;
  private static final double MAX_NOISE = 8;
  private static final int RECORDS_AFTER = 10;
  private static final double NO_CHANGE = 0.02;
  private static final double FLAT_ROUNDING = 1e-7;
  private static final double MIN_GAP_PACE = 0.0005;
  private static final double FADE = 0.8;
  private static final int LAST = 10;

  final byte[] data;
  final Profile profile;
  final Layout layout;

  /** Where the memories of the voices begin. */
  private final int voices;

  /** Whether an anomaly is open: little is learned then. */
  final boolean deviating;

  final boolean settling;

  private final float y;

  /** The number of values, this one included. */
  final int n;

  final double x;
  final double change;
  final double typical;
  final double trifle;

  private UsualStep(byte[] data, Profile profile, float y) {
    this.data = data;
    this.profile = profile;
    this.layout = profile.layout;
    this.y = y;
    voices = layout.voices;
    deviating = OpenAnomaly.isOpen(data);
    settling = OpenAnomaly.isSettling(data);
    n = (int) INT.get(data, voices + Changes.N) + 1;
    float previous = Counter.previous(data, y);
    x = Counter.counts(data) && y >= previous ? (double) y - previous : y;
    change = n == 1 ? 0 : Math.abs(x - getFloat(data, voices + Changes.PREVIOUS));
    typical = getFloat(data, voices + Changes.TYPICAL);
    trifle = TRIFLE * typical + ROUNDING * Math.abs(x) + TINY;
  }

  /** Changes the memory as a value of a time does, but for the calibration and the forecasts. */
  static void predict(byte[] data, Profile profile, Errors errors, float y) {
    UsualStep step = new UsualStep(data, profile, y);
    step.count();
    if (step.n > 1) {
      UsualErrors.predict(step, errors);
      step.values();
      step.novelty();
      UsualStays.predict(step);
    }
    step.changes();
  }

  int memory(Class<? extends Family> family) {
    int offset = profile.voices.offset(family);
    return offset < 0 ? -1 : voices + offset;
  }

  private void count() {
    float previous = Counter.previous(data, y);
    float scale = getFloat(data, Layout.SCALE);
    double pace = scale == 0 ? 1 : SCALE_PACE;
    double difference = Math.abs((double) y - previous);
    putFloat(data, Layout.SCALE, Floats.clamp(scale + pace * (difference - scale)));
    increment(Layout.COUNT);
    increment(Counter.N);
    if (y != previous) {
      increment(y > previous ? Counter.ABOVE : Counter.BELOW);
    }
    putFloat(data, Counter.PREVIOUS, y);
    int since = (short) Layout.SHORT.get(data, Layout.SINCE_PEAK) + 1;
    putShort(data, Layout.SINCE_PEAK, Math.min(since, PEAK_SPAN));
    if (settling && !deviating) {
      data[OpenAnomaly.SETTLE]--;
    }
  }

  private void changes() {
    int at = voices;
    INT.set(data, at + Changes.N, n);
    putFloat(data, at + Changes.PREVIOUS, (float) x);
    double smallest = getFloat(data, at + Changes.SMALLEST);
    if (change > 0 && (smallest == 0 || change < smallest)) {
      putFloat(data, at + Changes.SMALLEST, (float) change);
    }
    if (!deviating) {
      double counted =
          n > LIMITED_AFTER && typical > 0 ? Math.min(change, MAX_CHANGE * typical) : change;
      move(at + Changes.TYPICAL, Math.max(TYPICAL_PACE, 1.0 / n), counted);
      move(at + Changes.MEAN, Math.max(MEAN_PACE, 1.0 / n), x);
    }
  }

  private void values() {
    int noise = memory(Noise.class);
    move(noise, NOISE_PACE, Math.min(change, MAX_NOISE * (typical + trifle)));
    if (n > MATURE && !settling) {
      double recent = getFloat(data, noise);
      learn(Feature.NOISE, StrictMath.log((recent + trifle) / (typical + trifle)));
    }
    if (n > RECORDS_AFTER) {
      learn(Feature.VALUE_HIGH, x);
      learn(Feature.VALUE_LOW, -x);
    }
    int run = memory(FlatRuns.class);
    if (change <= NO_CHANGE * typical + FLAT_ROUNDING * Math.abs(x)) {
      increment(run);
    } else {
      int length = (int) INT.get(data, run);
      if (!deviating && (length > 0 || typical > 0)) {
        Tail.insert(data, layout.tail(Feature.FLAT_RUN), length);
      }
      INT.set(data, run, 0);
    }
    if (!deviating) {
      Histogram.add(data, memory(Gaps.class), x, 1);
    }
  }

  /** As for values that were seen before. */
  private void novelty() {
    int at = memory(Novelty.class);
    int before = n - 2;
    if (before == 0) {
      return;
    }
    Novelty novelty = profile.novelty;
    double pace = Math.max(MIN_GAP_PACE, 1.0 / (before + 1));
    move(at + ValueMemory.MEAN_GAP, pace, 0);
    if (novelty.ofExtreme.bins() > 0) {
      int last = at + novelty.ofValue.size();
      putFloat(data, last + Float.BYTES * (before % LAST), (float) x);
      int floor = last + LAST * Float.BYTES;
      int range = floor + Float.BYTES + novelty.ofExtreme.size();
      move(floor + Float.BYTES + ValueMemory.MEAN_GAP, pace, 0);
      move(range + Float.BYTES + ValueMemory.MEAN_GAP, pace, 0);
      putFloat(data, floor, (float) (FADE * getFloat(data, floor)));
      putFloat(data, range, (float) (FADE * getFloat(data, range)));
    }
  }

  /** Moves an average by a share of its distance from a number. */
  void move(int at, double pace, double to) {
    double before = getFloat(data, at);
    putFloat(data, at, (float) (before + pace * (to - before)));
  }

  /** Takes the value of a feature into its tail, unless an anomaly is open. */
  void learn(Feature feature, double value) {
    if (!deviating) {
      Tail.learn(data, layout.tail(feature), feature.block, Floats.clamp(value));
    }
  }

  private void increment(int at) {
    INT.set(data, at, (int) INT.get(data, at) + 1);
  }
}
