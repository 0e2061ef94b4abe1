package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import java.util.List;

/**
 * A head of quantiles that lie about a copy of the window: what {@code moves} makes of the input,
 * plus a mean of the values one rhythm ago, for rhythms of several lengths, weighted by what {@code
 * shares} makes of it,
 *
 * <pre>
 * y[lead, level] = moves[lead, level] + sum over lags k of shares[k] window[lead - k, or - 2 k ...]
 * </pre>
 *
 * A copy is exact, where a network of sums and products repeats a pattern with an error. The last
 * share is that of the window's last value, from which all others are measured: nothing is added.
 *
 * @param lags lengths of rhythms in steps, each 1..50
 * @param moves from the input to quantiles, one step
 * @param shares from the input to one share for each lag and one more, of sum 1
 */
public record Copies(List<Integer> lags, List<Layer> moves, List<Layer> shares) {
  private static final int H = WindowSet.HORIZON;

  /** Smaller shares are none, so that a copy of one rhythm, or of the last value, can be exact. */
  private static final double LEAST_SHARE = 0.03;

  public Copies {
    lags = List.copyOf(lags);
    moves = List.copyOf(moves);
    shares = List.copyOf(shares);
    for (int lag : lags) {
      if (lag < 1 || lag > WindowSet.WINDOW) {
        throw new IllegalArgumentException("a lag must be in 1..50, got: " + lag);
      }
    }
  }

  /**
   * Adds the head to a graph.
   *
   * @param x what the last layer gives out
   * @param half half of the distance from the last value, in units of the scale, [batch, 50]
   */
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, T half) {
    Seq<T> in = a.newest(x, 1);
    Seq<T> quantiles = Layer.all(a.inner("first"), moves, in);
    T weights = a.rows(Layer.all(a.inner("second"), shares, in));
    int n = lags.size() + 1;
    T left = a.relu(a.plus(weights, -LEAST_SHARE));
    T kept = a.div(left, a.sum(left, 1));
    T all = a.matmul(half, a.constant("copies", places(), WindowSet.WINDOW, columns()));
    T copied = a.mul(all, a.matmul(kept, a.constant("spread", spread(), n, columns())));
    int units = quantiles.channels();
    T collect = a.constant("collect", collect(units), columns(), units);
    return a.ofRows(a.affine(copied, collect, a.rows(quantiles)), 1, units);
  }

  private int columns() {
    return H * lags.size();
  }

  /** Doubles the value that lag k repeats at a lead time, in column [lead, k]. */
  private float[] places() {
    int n = lags.size();
    float[] matrix = new float[WindowSet.WINDOW * H * n];
    for (int lead = 0; lead < H; lead++) {
      for (int k = 0; k < n; k++) {
        int back = (lead / lags.get(k) + 1) * lags.get(k);
        matrix[((WindowSet.WINDOW + lead - back) * H + lead) * n + k] = 2;
      }
    }
    return matrix;
  }

  /** Puts share k in every column of lag k. */
  private float[] spread() {
    int n = lags.size();
    float[] matrix = new float[(n + 1) * H * n];
    for (int k = 0; k < n; k++) {
      for (int lead = 0; lead < H; lead++) {
        matrix[(k * H + lead) * n + k] = 1;
      }
    }
    return matrix;
  }

  /** Adds up the columns of a lead time, at each of its levels. */
  private float[] collect(int units) {
    int n = lags.size();
    int levels = units / H;
    float[] matrix = new float[H * n * units];
    for (int lead = 0; lead < H; lead++) {
      for (int k = 0; k < n; k++) {
        for (int level = 0; level < levels; level++) {
          matrix[(lead * n + k) * units + lead * levels + level] = 1;
        }
      }
    }
    return matrix;
  }
}
