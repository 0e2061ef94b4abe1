package io.wavecast.trainer.fit;

/**
 * The learning rate of each step.
 *
 * @param peak the highest rate, above 0
 * @param warmUp steps over which the rate climbs to the peak in a straight line
 * @param last share of the peak that remains at the last step: 1 keeps the rate, less lets it fall
 *     along half a cosine (Loshchilov and Hutter, ICLR 2017)
 */
public record Schedule(double peak, int warmUp, double last) {
  public Schedule {
    if (!(peak > 0 && peak < 10)) {
      throw new IllegalArgumentException("learning rate must be in (0, 10), got: " + peak);
    }
  }

  /** Up in a straight line, then down along a cosine to a thousandth. */
  public static Schedule cosine(double peak, int warmUp) {
    return new Schedule(peak, warmUp, 0.001);
  }

  /** The same rate at every step. */
  public static Schedule constant(double rate) {
    return new Schedule(rate, 0, 1);
  }

  /** The same shape with another peak. */
  public Schedule withPeak(double other) {
    return new Schedule(other, warmUp, last);
  }

  /** The same shape for a run of this length: warm-up takes at most a tenth of it. */
  public Schedule within(long steps) {
    return new Schedule(peak, (int) Math.min(warmUp, steps / 10), last);
  }

  /**
   * The rate of a step.
   *
   * @param step from 0
   * @param steps steps of the complete run
   */
  public double at(long step, long steps) {
    if (step < warmUp) {
      return peak * (step + 1) / warmUp;
    }
    double done = (step - warmUp) / (double) Math.max(1, steps - warmUp);
    double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * Math.min(1, done)));
    return peak * (last + (1 - last) * cosine);
  }
}
