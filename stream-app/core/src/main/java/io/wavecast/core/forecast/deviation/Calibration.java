package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;

/**
 * Calibrates intervals: each side of the interval of each lead time has a factor that grows when a
 * value falls beyond that side and shrinks a little when it does not. So in the long run a share
 * {@code (1 - level) / 2} falls beyond, whatever the series does. Adaptive conformal inference
 * (Gibbs and Candès 2021, equation 2), on the logarithm of the factor as in quantile tracking
 * (Angelopoulos, Candès and Tibshirani 2023):
 *
 * <pre>
 *   log f  +=  pace * (beyond - (1 - level) / 2)
 * </pre>
 */
final class Calibration {
  /** short[lead][side]: below, then above. */
  static final int SIZE = Layout.LEADS * 2 * Short.BYTES;

  /** Codes of the logarithm of a factor, to base 2: 16 bits for -16..16. */
  private static final int CODE_BITS = 11;

  private static final int CODES = 1 << CODE_BITS;

  private static final int MAX_CODE = 15 * CODES;

  /** Minimum half width of an interval before calibration, in units of the usual change. */
  private static final double MIN_HALF_WIDTH = 0.01;

  private static final double LOG_2 = Math.log(2);

  /** [i]: 2 to the power of i / CODES. */
  private static final double[] ROOTS = new double[CODES];

  static {
    for (int i = 0; i < CODES; i++) {
      ROOTS[i] = Math.pow(2, (double) i / CODES);
    }
  }

  /** The first value counts 1 + this times as much as later ones. */
  private static final double EXTRA_WEIGHT = 4;

  /** Number of values over which that extra weight halves. */
  private static final double EXTRA_VALUES = 100;

  /** Change of a factor's logarithm per miss, in the long run. */
  private final double pace;

  /** Share of values that should fall beyond one side. */
  private final double share;

  Calibration(double level, double pace) {
    this.share = (1 - level) / 2;
    this.pace = pace;
  }

  /** Where the factor of one side at a lead time, 1..horizon, is. */
  static int offset(byte[] data, int lead, boolean above) {
    int first =
        lead <= Layout.LEADS
            ? Layout.FACTORS + 2 * Short.BYTES * (lead - 1)
            : data.length - 1 - 2 * Short.BYTES * (lead - Layout.LEADS);
    return first + (above ? Short.BYTES : 0);
  }

  /**
   * A forecast with calibrated intervals. They reach no further beyond the lowest and the highest
   * value that is known to be ordinary than the distance between both, unless the model's own do:
   * the factor of a series with rare jumps is large, and it also multiplies the widest intervals.
   */
  static Forecast of(Forecast f, byte[] data, Layout layout) {
    double thin = MIN_HALF_WIDTH * Layout.getFloat(data, Layout.SCALE);
    double highest = Double.POSITIVE_INFINITY;
    double lowest = Double.NEGATIVE_INFINITY;
    int high = layout.tail(Feature.VALUE_HIGH);
    if (!Counter.counts(data) && Tail.blocks(data, high) >= Tail.MIN_BLOCKS) {
      double max = Tail.record(data, high);
      double min = -(double) Tail.record(data, layout.tail(Feature.VALUE_LOW));
      double range = Math.max(0, max - min);
      highest = max + range;
      lowest = min - range;
    }
    int known = layout.horizon(data);
    float[] lower = new float[f.horizon()];
    float[] upper = new float[f.horizon()];
    for (int h = 0; h < f.horizon(); h++) {
      double yhat = f.yhat()[h];
      double below = Math.max(thin, yhat - f.yhatLower()[h]);
      double above = Math.max(thin, f.yhatUpper()[h] - yhat);
      double down = h < known ? factor(data, h + 1, false) : 1;
      double up = h < known ? factor(data, h + 1, true) : 1;
      double most = Math.max(highest, yhat + above * Math.min(1, up));
      double least = Math.min(lowest, yhat - below * Math.min(1, down));
      lower[h] = Floats.clamp(Math.max(yhat - below * down, least));
      upper[h] = Floats.clamp(Math.min(yhat + above * up, most));
    }
    return f.with(f.yhat(), lower, upper);
  }

  /** Sets all factors to 1. */
  static void clear(byte[] data, int horizon) {
    Arrays.fill(data, Layout.FACTORS, Layout.FACTORS + SIZE, (byte) 0);
    for (int lead = Layout.LEADS + 1; lead <= horizon; lead++) {
      Layout.INT.set(data, offset(data, lead, false), 0);
    }
  }

  /** The factor of one side at a lead time, 1..horizon. */
  static double factor(byte[] data, int lead, boolean above) {
    int log = (short) Layout.SHORT.get(data, offset(data, lead, above));
    long exponent = 1023L + (log >> CODE_BITS);
    return ROOTS[log & (CODES - 1)] * Double.longBitsToDouble(exponent << 52);
  }

  /**
   * How far one value moves a side that it falls beyond, in codes.
   *
   * @param n values judged so far: the first ones count more
   * @param weight how much the value counts, 0..1
   */
  int wider(int n, double weight) {
    return (int) Math.rint(step(n, weight) * (1 - share));
  }

  /** How far one value moves a side that holds it, in codes. */
  int narrower(int n, double weight) {
    return (int) Math.rint(-step(n, weight) * share);
  }

  private double step(int n, double weight) {
    return weight * pace * (1 + EXTRA_WEIGHT * EXTRA_VALUES / (EXTRA_VALUES + n)) * (CODES / LOG_2);
  }

  /** Moves one side of the interval of a lead time by a number of codes. */
  static void move(byte[] data, int lead, boolean above, int by) {
    int at = offset(data, lead, above);
    int log = (short) Layout.SHORT.get(data, at) + by;
    Layout.putShort(data, at, Math.max(-MAX_CODE, Math.min(MAX_CODE, log)));
  }
}
