package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The simplest recurrent layer (Elman, 1990), state zero before the first step. Starts as in Keras.
 *
 * <pre>
 * h = tanh(x W + h U + b)      W [in, units], U [units, units]
 * </pre>
 */
public record SimpleRnn(int units) implements Layer {
  private static final int[] ONE_GATE = {0};

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    int in = x.channels();
    SDVariable w = scope.weight("w", scope.init().glorot(in, units, in * units), in, units);
    SDVariable u = scope.weight("u", scope.init().orthogonal(units, units), units, units);
    SDVariable b = scope.weight("b", new float[units], 1, units);
    return Loop.run(scope, x, units, w, u, b, scope.graph().math()::tanh).newest(steps);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(x, Layout.TIME_BATCH);
    int channels = in.channels();
    float[] input = Gates.rows(weights.get("w"), units, 0, channels, ONE_GATE);
    float[] recurrent = Gates.rows(weights.get("u"), units, 0, units, ONE_GATE);
    List<String> inputs =
        List.of(
            in.name(),
            graph.floats("W", input, 1, units, channels),
            graph.floats("R", recurrent, 1, units, units),
            graph.floats("B", Gates.bias(weights.get("b"), units, ONE_GATE), 1, 2 * units));
    return graph.recurrent("RNN", inputs, in.steps(), units, steps, "hidden_size", units);
  }
}
