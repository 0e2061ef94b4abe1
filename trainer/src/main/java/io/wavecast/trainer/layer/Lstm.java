package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate by Gers et al., 2000),
 * state zero before the first step:
 *
 * <pre>
 * [i z f o] = [x, h] W + b         W [in + units, 4 units]
 * c = sigmoid(f) c + sigmoid(i) tanh(z)
 * h = sigmoid(o) tanh(c)
 * </pre>
 *
 * Starts as in Keras: Glorot for the input, an orthogonal recurrent matrix, forget bias 1.
 */
public record Lstm(int units) implements Recurrent {
  private static final int FORGET = 2;

  /** ND4J's gates i, z, f, o in ONNX's order i, o, f, c. */
  private static final int[] ONNX_ORDER = {0, 3, 2, 1};

  @Override
  public SDVariable hidden(Scope scope, Seq x) {
    int in = x.channels();
    float[] w = new float[(in + units) * 4 * units];
    float[] input = scope.init().glorot(in, 4 * units, in * 4 * units);
    float[] recurrent = scope.init().orthogonal(units, 4 * units);
    System.arraycopy(input, 0, w, 0, input.length);
    System.arraycopy(recurrent, 0, w, input.length, recurrent.length);
    float[] b = new float[4 * units];
    Arrays.fill(b, FORGET * units, (FORGET + 1) * units, 1);
    return LstmOp.hidden(
        scope,
        x,
        scope.weight("w", w, in + units, 4 * units),
        scope.weight("b", b, 4 * units),
        units);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    float[] w = weights.get("w");
    int wx = x.channels() * 4 * units;
    return operator(
        graph,
        "LSTM",
        x,
        steps,
        Arrays.copyOf(w, wx),
        Arrays.copyOfRange(w, wx, w.length),
        weights.get("b"),
        ONNX_ORDER);
  }
}
