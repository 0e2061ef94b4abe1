package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A recurrent layer whose cell normalises over its units (Ba et al., "Layer normalization", 2016),
 * state zero before the first step. Starts as in Keras, and adds Keras's 1e-3 to the variance.
 *
 * <pre>
 * a = x W + h U + b     h = tanh(gain (a - mean a) / sqrt(var a + 0.001) + shift)
 * </pre>
 */
public record NormRnn(int units) implements Recurrent {
  private static final float EPSILON = 1e-3f;

  /**
   * {@inheritDoc}
   *
   * <p>To take the mean off is a product with I - 1/units, which is done once on the weights
   * instead of at every step.
   */
  @Override
  public SDVariable hidden(Scope scope, Seq x) {
    SameDiff g = scope.graph();
    int in = x.channels();
    SDVariable w = scope.weight("w", scope.init().glorot(in, units, in * units), in, units);
    SDVariable u = scope.weight("u", scope.init().orthogonal(units, units), units, units);
    SDVariable b = scope.weight("b", new float[units], 1, units);
    SDVariable gain = scope.weight("gain", Init.constant(units, 1), 1, units);
    SDVariable shift = scope.weight("shift", new float[units], 1, units);
    SDVariable centre = scope.constant("centre", centre(), units, units);
    SDVariable mean =
        scope.constant("mean", Init.constant(units * units, 1f / units), units, units);
    UnaryOperator<SDVariable> cell =
        a -> {
          SDVariable deviation = g.math().sqrt(a.mul(a).mmul(mean).add(EPSILON));
          return g.math().tanh(a.div(deviation).mul(gain).add(shift));
        };
    return Recurrent.loop(scope, x, w.mmul(centre), u.mmul(centre), b.mmul(centre), units, cell);
  }

  private float[] centre() {
    float[] matrix = Init.constant(units * units, -1f / units);
    for (int i = 0; i < units; i++) {
      matrix[i * units + i] += 1;
    }
    return matrix;
  }

  /** ONNX has no such cell: the loop is written out, one LayerNormalization a step. */
  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.as(x, Layout.TIME_BATCH);
    String w = graph.floats("w", weights.get("w"), in.channels(), units);
    String u = graph.floats("u", weights.get("u"), units, units);
    String b = graph.floats("b", weights.get("b"), units);
    String gain = graph.floats("gain", weights.get("gain"), units);
    String shift = graph.floats("shift", weights.get("shift"), units);
    String all = graph.node("Add", List.of(graph.node("MatMul", List.of(in.name(), w)), b));
    List<String> states = new ArrayList<>();
    for (String fromX : graph.split(all, 0, in.steps(), 1)) { // each [1, batch, units]
      String sum = fromX;
      if (!states.isEmpty()) {
        String last = states.get(states.size() - 1);
        sum = graph.node("Add", List.of(fromX, graph.node("MatMul", List.of(last, u))));
      }
      String normal =
          graph.node(
              "LayerNormalization", List.of(sum, gain, shift), "axis", -1, "epsilon", EPSILON);
      states.add(graph.node("Tanh", List.of(normal)));
    }
    List<String> newest = states.subList(states.size() - steps, states.size());
    String out = steps == 1 ? newest.get(0) : graph.node("Concat", newest, "axis", 0);
    return new OnnxValue(out, Layout.TIME_BATCH, steps, units);
  }
}
