package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A convolution that shortens the sequence: one output for every {@code stride} steps, nothing
 * padded ({@code padding="valid"} in Keras), the newest output at the newest step.
 *
 * <pre>
 * kernel 4, stride 2:            |-- n-1 --|
 *                          |-- n-2 --|
 * x    ... 40 41 42 43 44 45 46 47 48 49            W [kernel, in, filters]
 * </pre>
 */
public record Strided(int filters, int kernel, int stride) implements Convolution {

  @Override
  public int length(int steps) {
    return (steps - kernel) / stride + 1;
  }

  @Override
  public int reach(int steps) {
    return (steps - 1) * stride + kernel;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq seen = x.newest(reach(steps));
    List<SDVariable> taps = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      int end = k + (steps - 1) * stride + 1;
      taps.add(
          seen.value()
              .get(
                  SDIndex.interval(/* begin= */ k, /* strides= */ stride, /* end= */ end),
                  SDIndex.all(),
                  SDIndex.all()));
    }
    return sum(scope, taps, x.channels(), steps);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    return operator(
        graph,
        weights,
        graph.newest(x, reach(steps)),
        steps,
        "kernel_shape",
        new long[] {kernel},
        "strides",
        new long[] {stride});
  }
}
