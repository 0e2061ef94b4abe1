package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * Makes quantiles that cannot cross: of each group of {@code levels} values the middle one is the
 * median, and the others are distances from one quantile to the next, whatever their sign:
 *
 * <pre>
 * q[m] = v[m]     q[k] = q[k-1] + |v[k]|  above     q[k] = q[k+1] - |v[k]|  below
 * </pre>
 *
 * @param levels values in a group, odd, at least 3
 */
public record Ascending(int levels) implements Layer {

  public Ascending {
    check(levels);
  }

  static void check(int levels) {
    if (levels < 3 || levels % 2 == 0) {
      throw new IllegalArgumentException("levels must be odd and at least 3, got: " + levels);
    }
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> in = a.newest(x, steps);
    T groups = a.reshape(a.rows(in), -1, levels);
    T medians = a.matmul(groups, a.constant("median", median(levels, levels), levels, levels));
    T sums = a.matmul(a.abs(groups), a.constant("sums", sums(levels, levels), levels, levels));
    T all = a.add(medians, sums);
    return a.ofRows(a.reshape(all, -1, in.channels()), in.steps(), in.channels());
  }

  /**
   * Puts the middle one of the first {@code levels} values in every place.
   *
   * @param width values that enter, at least {@code levels}
   */
  static float[] median(int width, int levels) {
    float[] matrix = new float[width * levels];
    for (int k = 0; k < levels; k++) {
      matrix[levels / 2 * levels + k] = 1;
    }
    return matrix;
  }

  /**
   * Adds up the distances on the way from the median to each place.
   *
   * @param width values that enter, at least {@code levels}
   */
  static float[] sums(int width, int levels) {
    float[] matrix = new float[width * levels];
    int m = levels / 2;
    for (int from = 0; from < levels; from++) {
      for (int to = 0; to < levels; to++) {
        if (from > m && to >= from) {
          matrix[from * levels + to] = 1;
        } else if (from < m && to <= from) {
          matrix[from * levels + to] = -1;
        }
      }
    }
    return matrix;
  }
}
