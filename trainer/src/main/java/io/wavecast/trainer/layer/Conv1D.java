package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A convolution over time that never looks ahead, dilated as in WaveNet:
 *
 * <pre>
 * y[t] = W[0] x[t - (kernel-1) dilation] + ... + W[kernel-1] x[t] + b      W [kernel, in, filters]
 * </pre>
 *
 * Before the first step there are zeros, so that as many steps leave as enter ({@code
 * padding="causal"} in Keras).
 */
public record Conv1D(int filters, int kernel, int dilation) implements Convolution {

  private int before() {
    return (kernel - 1) * dilation;
  }

  @Override
  public int reach(int steps) {
    return steps + before();
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    int zeros = reach(steps) - x.steps();
    Seq padded = zeros > 0 ? padded(scope, x, zeros) : x.newest(reach(steps));
    List<SDVariable> taps = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      taps.add(padded.between(k * dilation, k * dilation + steps));
    }
    return sum(scope, taps, x.channels(), steps);
  }

  private static Seq padded(Scope scope, Seq x, int zeros) {
    SDVariable none = x.between(0, Math.min(zeros, x.steps())).mul(0);
    SDVariable all = scope.graph().concat(0, none, x.value());
    Seq longer = new Seq(all, x.steps() + Math.min(zeros, x.steps()), x.channels());
    return zeros > x.steps() ? padded(scope, longer, zeros - x.steps()) : longer;
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    int zeros = Math.max(0, reach(steps) - x.steps());
    return operator(
        graph,
        weights,
        graph.newest(x, reach(steps) - zeros),
        steps,
        "kernel_shape",
        new long[] {kernel},
        "dilations",
        new long[] {dilation},
        "pads",
        new long[] {zeros, 0});
  }
}
