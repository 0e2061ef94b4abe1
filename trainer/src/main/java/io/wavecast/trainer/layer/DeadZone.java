package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraph;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

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

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    int width = levels + 1;
    SDVariable groups = in.value().reshape(-1, width);
    SDVariable sizes = scope.graph().math().abs(groups);
    SDVariable median =
        groups.mmul(scope.constant("median", Ascending.median(width, levels), width, levels));
    SDVariable sums =
        sizes.mmul(scope.constant("sums", Ascending.sums(width, levels), width, levels));
    SDVariable least = sizes.mmul(scope.constant("least", least(), width, levels));
    SDVariable quantiles = median.add(sums);
    SDVariable above = Relu.of(scope.graph(), quantiles.sub(least));
    SDVariable below = Relu.of(scope.graph(), quantiles.add(least).neg());
    return in.withRows(above.sub(below), outputs(in.channels()));
  }

  @Override
  public OnnxValue onnx(OnnxGraph graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(graph.newest(x, steps), Layout.ROWS);
    int width = levels + 1;
    String groups = graph.reshape(in.name(), -1, width);
    String sizes = graph.node("Abs", List.of(groups));
    String median = product(graph, groups, "median", Ascending.median(width, levels));
    String sums = product(graph, sizes, "sums", Ascending.sums(width, levels));
    String least = product(graph, sizes, "least", least());
    String quantiles = graph.node("Add", List.of(median, sums));
    String floor = graph.node("Neg", List.of(least));
    String raised = graph.node("Max", List.of(quantiles, floor));
    String near = graph.node("Min", List.of(raised, least));
    String all = graph.node("Sub", List.of(quantiles, near));
    int outputs = outputs(in.channels());
    return in.withName(graph.reshape(all, -1, outputs)).withChannels(outputs);
  }

  private String product(OnnxGraph graph, String rows, String name, float[] matrix) {
    return graph.node("MatMul", List.of(rows, graph.floats(name, matrix, levels + 1, levels)));
  }

  private int outputs(int channels) {
    return channels / (levels + 1) * levels;
  }

  /** Puts a share of the last value in every place. */
  private float[] least() {
    float[] matrix = new float[(levels + 1) * levels];
    for (int k = 0; k < levels; k++) {
      matrix[levels * levels + k] = SHARE;
    }
    return matrix;
  }
}
