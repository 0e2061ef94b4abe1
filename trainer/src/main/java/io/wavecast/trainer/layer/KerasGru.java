package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The gated recurrent unit of Keras ({@code reset_after}), with its second bias, state zero before
 * the first step:
 *
 * <pre>
 * r = sigmoid(x Wr + br + h Ur + dr)      u = sigmoid(x Wu + bu + h Uu + du)
 * c = tanh(x Wc + bc + r (h Uc + dc))     h = u h + (1 - u) c
 * </pre>
 *
 * {@link Gru} is the same without d, and trains faster: ND4J's op has no place for d, so that here
 * the steps are written out.
 */
public record KerasGru(int units) implements Recurrent {

  @Override
  public SDVariable hidden(Scope scope, Seq x) {
    SameDiff g = scope.graph();
    int in = x.channels();
    float[] input = scope.init().glorot(in, 3 * units, in * 3 * units);
    float[] recurrent = scope.init().orthogonal(units, 3 * units);
    SDVariable wx = scope.weight("wx", input, in, 3 * units);
    SDVariable wh = scope.weight("wh", recurrent, units, 3 * units);
    SDVariable b = scope.weight("b", new float[3 * units], 1, 3 * units);
    SDVariable d = scope.weight("d", new float[3 * units], 1, 3 * units);
    Seq fromX = x.withRows(x.rows().mmul(wx).add(b), 3 * units);
    SDVariable[] steps = g.unstack(fromX.value(), 0, x.steps());
    SDVariable[] states = new SDVariable[x.steps()];
    SDVariable h = scope.zeroState(x, units).reshape(-1, units);
    for (int t = 0; t < states.length; t++) {
      SDVariable fromH = h.mmul(wh).add(d);
      SDVariable gates = g.nn().sigmoid(part(steps[t], 0, 2).add(part(fromH, 0, 2)));
      SDVariable reset = part(gates, 0, 1);
      SDVariable update = part(gates, 1, 2);
      SDVariable c = g.math().tanh(part(steps[t], 2, 3).add(reset.mul(part(fromH, 2, 3))));
      h = c.add(update.mul(h.sub(c)));
      states[t] = h;
    }
    return g.stack(0, states);
  }

  /** The columns of some gates. */
  private SDVariable part(SDVariable gates, int from, int to) {
    return gates.get(SDIndex.all(), SDIndex.interval(from * units, to * units));
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    float[] b = weights.get("b");
    float[] d = weights.get("d");
    float[] both = Arrays.copyOf(b, b.length + d.length);
    System.arraycopy(d, 0, both, b.length, d.length);
    return gru(graph, weights, x, steps, both);
  }
}
