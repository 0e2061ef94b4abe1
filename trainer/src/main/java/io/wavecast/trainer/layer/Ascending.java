package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

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
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    SDVariable groups = in.value().reshape(-1, levels);
    SDVariable distances = scope.graph().math().abs(groups);
    return in.withRows(
        quantiles(new SameDiffAlgebra(scope), groups, distances, levels, levels), in.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(graph.newest(x, steps), Layout.ROWS);
    String groups = graph.reshape(in.name(), -1, levels);
    String distances = graph.node("Abs", List.of(groups));
    String all = quantiles(new OnnxAlgebra(graph), groups, distances, levels, levels);
    return in.withName(graph.reshape(all, -1, in.channels()));
  }

  /**
   * The quantiles [n, levels] of groups of values.
   *
   * @param groups [n, width]; values after the first {@code levels} do not matter
   * @param distances the same without their signs
   */
  static <T> T quantiles(Algebra<T> a, T groups, T distances, int width, int levels) {
    T medians = a.matmul(groups, a.constant("median", median(width, levels), width, levels));
    T sums = a.matmul(distances, a.constant("sums", sums(width, levels), width, levels));
    return a.add(medians, sums);
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
