package io.wavecast.core.deviation;

/**
 * Keeps intervals honest: each side of the interval of each lead time has a factor that grows when
 * a value falls beyond that side and shrinks a little when it does not, so that in the long run a
 * share {@code (1 - level) / 2} falls beyond, whatever the series does. Adaptive conformal
 * inference (Gibbs and Candès 2021, equation 2), on the logarithm of the factor as in quantile
 * tracking (Angelopoulos, Candès and Tibshirani 2023):
 *
 * <pre>
 *   log f  +=  pace * (beyond - (1 - level) / 2)
 * </pre>
 */
final class Calibration {
  /** Codes of the logarithm of a factor, to base 2: 16 bits for -16..16. */
  private static final int CODES = 2048;

  private static final int MAX_CODE = 15 * CODES;

  private static final double LOG_2 = Math.log(2);

  /** [i]: 2 to the power of i / CODES. */
  private static final double[] ROOTS = new double[CODES];

  static {
    for (int i = 0; i < CODES; i++) {
      ROOTS[i] = Math.pow(2, (double) i / CODES);
    }
  }

  /** The first values teach up to 1 + this times as much, for about this many values. */
  private static final double EAGER = 4;

  private static final double PATIENCE = 100;

  /** Change of a factor's logarithm by one miss, at last. */
  private final double pace;

  /** Share of values that are meant to fall beyond one side. */
  private final double share;

  Calibration(double level, double pace) {
    this.share = (1 - level) / 2;
    this.pace = pace;
  }

  private static int offset(Layout layout, int lead, boolean above) {
    return layout.factors + 2 * (2 * (lead - 1) + (above ? 1 : 0));
  }

  /** The factor of one side at a lead time, 1..HORIZON. */
  static double factor(byte[] data, Layout layout, int lead, boolean above) {
    int log = (short) Layout.SHORT.get(data, offset(layout, lead, above));
    return Math.scalb(ROOTS[log & (CODES - 1)], Math.floorDiv(log, CODES));
  }

  /**
   * Learns from one value.
   *
   * @param above whether the value was above the interval of this lead time
   * @param below whether it was below
   * @param n values judged so far: the first ones teach more
   * @param weight how much it may teach, 0..1
   */
  void learn(
      byte[] data, Layout layout, int lead, boolean above, boolean below, int n, double weight) {
    double step = weight * pace * (1 + EAGER * PATIENCE / (PATIENCE + n));
    move(data, offset(layout, lead, true), step * ((above ? 1 : 0) - share));
    move(data, offset(layout, lead, false), step * ((below ? 1 : 0) - share));
  }

  private static void move(byte[] data, int at, double by) {
    int log = (short) Layout.SHORT.get(data, at) + (int) Math.rint(by * (CODES / LOG_2));
    Layout.putShort(data, at, Math.max(-MAX_CODE, Math.min(MAX_CODE, log)));
  }
}
