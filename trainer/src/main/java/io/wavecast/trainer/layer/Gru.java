package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Gated recurrent unit (Cho et al., 2014), reset gate after the recurrent product, state zero
 * before the first step:
 *
 * <pre>
 * r = sigmoid(x Wr + h Ur + br)    u = sigmoid(x Wu + h Uu + bu)
 * c = tanh(x Wc + r (h Uc) + bc)   h = u h + (1 - u) c
 * </pre>
 *
 * Keras has a second bias inside r (h Uc + b'); ND4J's forward op has none, so this layer has 3
 * units fewer parameters than Keras's, which is {@link KerasGru}. Starts as in Keras otherwise.
 */
public record Gru(int units) implements Recurrent {

  @Override
  public SDVariable hidden(Scope scope, Seq x) {
    int in = x.channels();
    float[] input = scope.init().glorot(in, 3 * units, in * 3 * units);
    float[] recurrent = scope.init().orthogonal(units, 3 * units);
    return GruOp.hidden(
        scope,
        x,
        scope.weight("wx", input, in, 3 * units),
        scope.weight("wh", recurrent, units, 3 * units),
        scope.weight("b", new float[3 * units], 3 * units),
        units);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    return gru(graph, weights, x, steps, weights.get("b"));
  }
}
