package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getShort;
import static io.wavecast.core.forecast.Memory.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Forecast;

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
  private static final double PACE = 0.08;

  private final OpenForecasts forecasts;

  /** Share of values that should fall beyond one side. */
  private final double share;

  Calibration(OpenForecasts forecasts, double level) {
    this.forecasts = forecasts;
    this.share = (1 - level) / 2;
  }

  /**
   * A forecast with calibrated intervals. They reach no further beyond the lowest and the highest
   * value that is known to be ordinary than the distance between both, unless the model's own do:
   * the factor of a series with rare jumps is large, and it also multiplies the widest intervals.
   *
   * @param scale usual absolute change
   * @param lowest that value; NaN where it is not known
   */
  Forecast of(Forecast f, byte[] data, double scale, double lowest, double highest) {
    double thin = MIN_HALF_WIDTH * scale;
    double range = highest - lowest;
    boolean isKnown = range >= 0;
    double most = isKnown ? highest + range : Double.POSITIVE_INFINITY;
    double least = isKnown ? lowest - range : Double.NEGATIVE_INFINITY;
    float[] lower = new float[f.horizon()];
    float[] upper = new float[f.horizon()];
    int known = forecasts.horizon(data);
    for (int h = 0; h < f.horizon(); h++) {
      double yhat = f.yhat()[h];
      double below = Math.max(thin, yhat - f.yhatLower()[h]);
      double above = Math.max(thin, f.yhatUpper()[h] - yhat);
      double down = h < known ? factor(data, h + 1, false) : 1;
      double up = h < known ? factor(data, h + 1, true) : 1;
      double low = yhat - below * down;
      double high = yhat + above * up;
      if (low < least) {
        low = Math.max(low, Math.min(least, yhat - below * Math.min(1, down)));
      }
      if (high > most) {
        high = Math.min(high, Math.max(most, yhat + above * Math.min(1, up)));
      }
      lower[h] = Floats.clamp(low);
      upper[h] = Floats.clamp(high);
    }
    return f.with(f.yhat(), lower, upper);
  }

  /** The factor of one side at a lead time, 1..horizon. */
  double factor(byte[] data, int lead, boolean above) {
    int log = getShort(data, forecasts.factor(lead, above));
    long exponent = 1023L + (log >> CODE_BITS);
    return ROOTS[log & (CODES - 1)] * Double.longBitsToDouble(exponent << 52);
  }

  /**
   * Learns from the errors of one value.
   *
   * @param n values judged so far: the first ones count more
   * @param weight how much the value counts, 0..1
   */
  void learn(byte[] data, Errors errors, int n, double weight) {
    double step =
        weight * PACE * (1 + EXTRA_WEIGHT * EXTRA_VALUES / (EXTRA_VALUES + n)) * (CODES / LOG_2);
    int wider = (int) Math.rint(step * (1 - share));
    int narrower = (int) Math.rint(-step * share);
    for (int lead = 1; lead <= errors.byLead.length; lead++) {
      long bit = 1L << (lead - 1);
      if ((errors.calibrated & bit) != 0) {
        move(data, lead, true, (errors.above & bit) != 0 ? wider : narrower);
        move(data, lead, false, (errors.below & bit) != 0 ? wider : narrower);
      }
    }
  }

  private void move(byte[] data, int lead, boolean above, int by) {
    int at = forecasts.factor(lead, above);
    putShort(data, at, Math.max(-MAX_CODE, Math.min(MAX_CODE, getShort(data, at) + by)));
  }
}
