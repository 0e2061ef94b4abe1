package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.export.OnnxGraphBuilder;
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
    SDVariable quantiles =
        Ascending.quantiles(new SameDiffAlgebra(scope), groups, sizes, width, levels);
    SDVariable least = sizes.mmul(scope.constant("least", least(), width, levels));
    SDVariable above = Relu.of(scope.graph(), quantiles.sub(least));
    SDVariable below = Relu.of(scope.graph(), quantiles.add(least).neg());
    return in.withRows(above.sub(below), outputs(in.channels()));
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(graph.newest(x, steps), Layout.ROWS);
    int channels = in.channels();
    String signs = graph.floats("signs", signs(channels), channels);
    String turned = graph.node("Mul", List.of(in.name(), signs));
    String sizes = graph.node("Max", List.of(in.name(), turned));
    String groups = graph.reshape(sizes, -1, levels + 1);
    String above = graph.node("Relu", List.of(beyond(graph, groups, "above", 1)));
    String below = graph.node("Relu", List.of(beyond(graph, groups, "below", -1)));
    String all = graph.node("Sub", List.of(above, below));
    return in.withName(graph.reshape(all, -1, outputs(channels))).withChannels(outputs(channels));
  }

  /** 1 for a median, -1 for all other values, which count without their sign. */
  private float[] signs(int channels) {
    float[] signs = Init.constant(channels, -1);
    for (int i = levels / 2; i < channels; i += levels + 1) {
      signs[i] = 1;
    }
    return signs;
  }

  /** How far the quantiles lie beyond the dead zone on one side, as one product. */
  private String beyond(OnnxGraphBuilder graph, String groups, String name, int sign) {
    int width = levels + 1;
    float[] matrix = Ascending.sums(width, levels);
    float[] median = Ascending.median(width, levels);
    float[] least = least();
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = sign * (matrix[i] + median[i]) - least[i];
    }
    return graph.node("Gemm", List.of(groups, graph.floats(name, matrix, width, levels)));
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
