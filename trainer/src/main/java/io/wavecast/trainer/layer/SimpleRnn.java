package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The simplest recurrent layer (Elman, 1990), state zero before the first step. Starts as in Keras.
 *
 * <pre>
 * h = tanh(x W + h U + b)      W [in, units], U [units, units]
 * </pre>
 */
public record SimpleRnn(int units) implements Recurrent {
  private static final int[] ONE_GATE = {0};

  @Override
  public SDVariable hidden(Scope scope, Seq x) {
    int in = x.channels();
    SDVariable w = scope.weight("w", scope.init().glorot(in, units, in * units), in, units);
    SDVariable u = scope.weight("u", scope.init().orthogonal(units, units), units, units);
    SDVariable b = scope.weight("b", new float[units], 1, units);
    return Recurrent.loop(scope, x, w, u, b, units, scope.graph().math()::tanh);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    return operator(
        graph, "RNN", x, steps, weights.get("w"), weights.get("u"), weights.get("b"), ONE_GATE);
  }
}
