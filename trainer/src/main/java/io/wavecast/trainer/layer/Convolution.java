package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** What all convolutions over time share. Weights are [kernel, in, filters]. */
sealed interface Convolution extends Layer permits Conv1D, Strided {

  /** Channels that leave. */
  int filters();

  /** Input steps that an output sees. */
  int kernel();

  /**
   * The taps of each output side by side, times the weights, plus the bias.
   *
   * @param taps for each step of the kernel the input [steps, batch, in] of each output
   */
  default Seq sum(Scope scope, List<SDVariable> taps, int in, int steps) {
    SDVariable side =
        kernel() == 1
            ? taps.get(0)
            : scope.graph().concat(2, taps.toArray(SDVariable[]::new)); // [steps, B, kernel * in]
    int fanIn = kernel() * in;
    float[] start = scope.init().glorot(fanIn, kernel() * filters(), fanIn * filters());
    SDVariable w = scope.weight("w", start, fanIn, filters());
    SDVariable b = scope.weight("b", new float[filters()], 1, filters());
    Seq out = new Seq(side, steps, fanIn);
    return out.withRows(out.rows().mmul(w).add(b), filters());
  }

  /** Adds ONNX's operator, whose weights are [filters, in, kernel]. */
  default OnnxValue operator(
      OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps, Object... attributes) {
    OnnxValue in = graph.as(x, Layout.BATCH_CHANNEL);
    float[] w = weights.get("w");
    float[] filterFirst = new float[w.length];
    for (int k = 0; k < kernel(); k++) {
      for (int i = 0; i < in.channels(); i++) {
        for (int f = 0; f < filters(); f++) {
          filterFirst[(f * in.channels() + i) * kernel() + k] =
              w[(k * in.channels() + i) * filters() + f];
        }
      }
    }
    List<String> inputs =
        List.of(
            in.name(),
            graph.floats("w", filterFirst, filters(), in.channels(), kernel()),
            graph.floats("b", weights.get("b"), filters()));
    String out = graph.node("Conv", inputs, attributes);
    return new OnnxValue(out, Layout.BATCH_CHANNEL, steps, filters());
  }
}
