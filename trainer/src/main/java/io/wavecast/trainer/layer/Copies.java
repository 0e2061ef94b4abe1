package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Quantiles that lie about a copy of the window: what {@code moves} makes of the input, plus a mean
 * of the values one rhythm ago, for rhythms of several lengths, weighted by what {@code shares}
 * makes of it,
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
public record Copies(List<Integer> lags, List<Layer> moves, List<Layer> shares) implements Layer {
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

  /** Not without the window: the network calls the form below. */
  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    throw new UnsupportedOperationException("copies need the window");
  }

  /** Not without the window: the file's writer calls the form below. */
  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    throw new UnsupportedOperationException("copies need the window");
  }

  /**
   * Adds the layer to a graph to be trained.
   *
   * @param half half of the distance from the last value, in units of the scale, [batch, 50]
   */
  public Seq define(Scope scope, Seq x, SDVariable half) {
    Seq in = x.newest(1);
    Seq quantiles = define(scope.inner("first"), moves, in);
    Seq weights = define(scope.inner("second"), shares, in);
    SDVariable copied = weighted(new SameDiffAlgebra(scope), half, weights.rows());
    int units = quantiles.channels();
    SDVariable copies = copied.mmul(scope.constant("collect", collect(units), columns(), units));
    return quantiles.withRows(quantiles.rows().add(copies), units);
  }

  private static Seq define(Scope scope, List<Layer> layers, Seq x) {
    Seq out = x;
    for (int i = 0; i < layers.size(); i++) {
      out = layers.get(i).define(scope.inner("" + i), out, 1);
    }
    return out;
  }

  /**
   * Adds the layer to a graph to be served.
   *
   * @param half as in the other form
   */
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, String half) {
    OnnxValue in = graph.newest(x, 1);
    OnnxValue quantiles = onnx(graph, weights.inner("first"), moves, in);
    String shares = onnx(graph, weights.inner("second"), this.shares, in).name();
    String copied = weighted(new OnnxAlgebra(graph), half, shares);
    int units = quantiles.channels();
    String collect = graph.floats("collect", collect(units), columns(), units);
    return quantiles.withName(graph.node("Gemm", List.of(copied, collect, quantiles.name())));
  }

  private static OnnxValue onnx(
      OnnxGraphBuilder graph, Weights weights, List<Layer> layers, OnnxValue x) {
    OnnxValue out = x;
    for (int i = 0; i < layers.size(); i++) {
      out = layers.get(i).onnx(graph, weights.inner("" + i), out, 1);
    }
    return graph.as(out, Layout.ROWS);
  }

  /** Every value that some rhythm repeats at some lead time, times the rhythm's share. */
  private <T> T weighted(Algebra<T> a, T half, T shares) {
    int n = lags.size() + 1;
    T left = a.relu(a.plus(shares, -LEAST_SHARE));
    T kept = a.div(left, a.sum(left, 1));
    T all = a.matmul(half, a.constant("copies", places(), WindowSet.WINDOW, columns()));
    return a.mul(all, a.matmul(kept, a.constant("spread", spread(), n, columns())));
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
