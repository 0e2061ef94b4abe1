package io.wavecast.trainer.layer;

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
    SDVariable median =
        groups.mmul(scope.constant("median", median(levels, levels), levels, levels));
    SDVariable sums = distances.mmul(scope.constant("sums", sums(levels, levels), levels, levels));
    return in.withRows(median.add(sums), in.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(graph.newest(x, steps), Layout.ROWS);
    String groups = graph.reshape(in.name(), -1, levels);
    String distances = graph.node("Abs", List.of(groups));
    String medians =
        graph.node(
            "MatMul",
            List.of(groups, graph.floats("median", median(levels, levels), levels, levels)));
    String sums =
        graph.node(
            "MatMul",
            List.of(distances, graph.floats("sums", sums(levels, levels), levels, levels)));
    String all = graph.node("Add", List.of(medians, sums));
    return in.withName(graph.reshape(all, -1, in.channels()));
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
