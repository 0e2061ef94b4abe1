package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How new an observation is: its value, and in the full profile the floor and the range of the last
 * ten values too, each by a {@link ValueMemory}. It gives no evidence: what is new once may be
 * ordinary. It raises the score below 1.
 *
 * <p>Bytes: memory of the value; in the full profile float[10] the last values, the n-th at n
 * modulo 10; then of floor and range: float novelty that fades; memory.
 */
final class Novelty implements Family {
  private static final int LAST = 10;

  /** A novelty of floor or range keeps this share at each step, so that neighbours add up. */
  private static final double FADE = 0.8;

  /** Values after which half of the novelty counts. */
  private static final double YOUTH = 400;

  /** Weights of value, floor and range; 1 in sum is the border. */
  private static final double VALUE = 1.5;

  private static final double FLOOR = 1.2;
  private static final double RANGE = 0.75;

  /** The weight of the value where it stands alone. */
  private static final double ALONE = 2.5;

  final ValueMemory ofValue;

  /** Of floor and range each; no bins where they are not remembered. */
  final ValueMemory ofExtreme;

  /**
   * @param bins of the memory of the value
   * @param binsOfExtremes of the memories of floor and range; 0 for none
   */
  Novelty(int bins, int binsOfExtremes) {
    this.ofValue = new ValueMemory(bins);
    this.ofExtreme = new ValueMemory(binsOfExtremes);
  }

  private boolean hasExtremes() {
    return ofExtreme.bins() > 0;
  }

  @Override
  public int size() {
    int extremes = LAST * Float.BYTES + 2 * (Float.BYTES + ofExtreme.size());
    return ofValue.size() + (hasExtremes() ? extremes : 0);
  }

  @Override
  public void listen(Sample s, int at) {
    int n = s.n - 2; // families listen from the second value on
    double value = ofValue.add(s.data, at, s.x, n);
    double sum =
        hasExtremes() ? VALUE * value + extremes(s, at + ofValue.size(), n) : ALONE * value;
    s.novelty = sum * n / (n + YOUTH);
  }

  private double extremes(Sample s, int at, int n) {
    putFloat(s.data, at + Float.BYTES * (n % LAST), s.x);
    double least = s.x;
    double most = s.x;
    for (int i = 0; i < Math.min(n + 1, LAST); i++) {
      double x = getFloat(s.data, at + Float.BYTES * i);
      least = Math.min(least, x);
      most = Math.max(most, x);
    }
    int floor = at + LAST * Float.BYTES;
    int range = floor + Float.BYTES + ofExtreme.size();
    return FLOOR * fading(s.data, floor, least, n) + RANGE * fading(s.data, range, most - least, n);
  }

  private double fading(byte[] data, int at, double x, int n) {
    double held = Math.max(FADE * getFloat(data, at), ofExtreme.add(data, at + Float.BYTES, x, n));
    putFloat(data, at, held);
    return held;
  }

  @Override
  public void learn(Sample s, int at) {
    // what was seen once is not new any more, also in an anomaly
  }
}
