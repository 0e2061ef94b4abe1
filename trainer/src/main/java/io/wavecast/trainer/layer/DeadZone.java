package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Seq;

/**
 * Ascending quantiles (see {@link Ascending}) that can say "nothing moves" exactly: a last value of
 * each group is how far from zero a quantile must be to count,
 *
 * <pre>
 * t = |v[levels]| / 10        y[k] = q[k] - min(max(q[k], -t), t)
 * </pre>
 *
 * so that what is near zero becomes zero (soft thresholding; Donoho, IEEE Trans. Inf. Theory 41,
 * 1995). With a window's last value as zero, a series that stands still is forecast without any
 * error, where a network would miss it by a little at each step. The order stays.
 *
 * @param levels quantiles in a group, odd, at least 3; one value more enters
 */
public record DeadZone(int levels) implements Layer {
  /** Small at the start, so that training does not begin with nothing but zeros. */
  private static final float SHARE = 0.1f;

  public DeadZone {
    Ascending.check(levels);
  }

  /**
   * {@inheritDoc}
   *
   * <p>How far the quantiles lie beyond the dead zone on either side is one product of all values,
   * without their sign but for the medians.
   */
  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> in = a.newest(x, steps);
    int channels = in.channels();
    int outputs = channels / (levels + 1) * levels;
    T rows = a.rows(in);
    T sizes = a.unsigned(rows, a.constant("signs", signs(channels), channels));
    T groups = a.reshape(sizes, -1, levels + 1);
    T above = a.relu(a.product(groups, a.constant("above", beyond(1), levels + 1, levels)));
    T below = a.relu(a.product(groups, a.constant("below", beyond(-1), levels + 1, levels)));
    return a.ofRows(a.reshape(a.sub(above, below), -1, outputs), in.steps(), outputs);
  }

  /** 1 for a median, -1 for all other values. */
  private float[] signs(int channels) {
    float[] signs = Init.constant(channels, -1);
    for (int i = levels / 2; i < channels; i += levels + 1) {
      signs[i] = 1;
    }
    return signs;
  }

  /** From a group to its quantiles above 0 (or below, sign -1), less a share of its last value. */
  private float[] beyond(int sign) {
    float[] matrix = Ascending.sums(levels + 1, levels);
    float[] median = Ascending.median(levels + 1, levels);
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = sign * (matrix[i] + median[i]) - (i < levels * levels ? 0 : SHARE);
    }
    return matrix;
  }
}
