package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The stack of WaveNet (van den Oord et al., 2016): a causal convolution, then for each dilation a
 * gated convolution whose result goes both on and out:
 *
 * <pre>
 * [a g] = Conv1D(2 filters, 2 taps, dilation)(z)      s = Conv1D(filters, 1)(tanh(a) sigmoid(g))
 * z' = z + s                                          y = relu(sum of all s)
 * </pre>
 *
 * @param filters channels inside and out
 * @param dilations one for each block; with the first convolution the newest output sees 2 + their
 *     sum steps
 * @param tanhs how often the tanh is applied: once, or twice as the notebook's code does
 */
public record GatedWaveNet(int filters, List<Integer> dilations, int tanhs) implements Layer {
  private static final int TAPS = 2;

  public GatedWaveNet {
    dilations = List.copyOf(dilations);
  }

  /** With one tanh. */
  public GatedWaveNet(int filters, List<Integer> dilations) {
    this(filters, dilations, 1);
  }

  private Conv1D first() {
    return new Conv1D(filters, TAPS, 1);
  }

  private Conv1D gates(int block) {
    return new Conv1D(2 * filters, TAPS, dilations.get(block));
  }

  private Conv1D out() {
    return new Conv1D(filters, 1, 1);
  }

  /** Steps that must enter a block so that {@code steps} leave the last one. */
  private int needed(int block, int steps) {
    int needed = steps;
    for (int i = dilations.size() - 1; i >= block; i--) {
      needed = gates(i).reach(needed);
    }
    return needed;
  }

  @Override
  public int reach(int steps) {
    return first().reach(needed(0, steps));
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    SameDiff g = scope.graph();
    int all = x.steps();
    Seq z = first().define(scope.inner("first"), x, Math.min(all, needed(0, steps)));
    SDVariable sum = null;
    for (int i = 0; i < dilations.size(); i++) {
      int n = Math.min(all, needed(i + 1, steps));
      Seq both = gates(i).define(scope.inner("gates" + i), z, n);
      // tanh(a) = 2 sigmoid(2 a) - 1: ND4J's tanh takes three times as long as its sigmoid
      SDVariable twice = scope.inner("twice" + i).constant("a", twice(), 1, 2 * filters);
      SDVariable[] halves = g.split(g.nn().sigmoid(both.rows().mul(twice)), 2, 1);
      SDVariable a = halves[0].mul(2).sub(1);
      for (int again = 1; again < tanhs; again++) {
        a = g.math().tanh(a);
      }
      SDVariable gated = a.mul(halves[1]);
      Seq s = out().define(scope.inner("out" + i), both.withRows(gated, filters), n);
      SDVariable skip = s.newest(steps).value();
      sum = sum == null ? skip : sum.add(skip);
      z = new Seq(z.newest(n).value().add(s.value()), n, filters);
    }
    return new Seq(Relu.of(g, Objects.requireNonNull(sum)), steps, filters);
  }

  /** 2 for the channels that go through tanh, 1 for the gates. */
  private float[] twice() {
    float[] factors = Init.constant(2 * filters, 1);
    Arrays.fill(factors, 0, filters, 2);
    return factors;
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    int all = x.steps();
    OnnxValue z = first().onnx(graph, weights.inner("first"), x, Math.min(all, needed(0, steps)));
    String sum = null;
    for (int i = 0; i < dilations.size(); i++) {
      int n = Math.min(all, needed(i + 1, steps));
      OnnxValue both = gates(i).onnx(graph, weights.inner("gates" + i), z, n);
      List<String> halves = graph.split(both.name(), 1, 2, filters);
      String a = halves.get(0);
      for (int tanh = 0; tanh < tanhs; tanh++) {
        a = graph.node("Tanh", List.of(a));
      }
      String gated = graph.node("Mul", List.of(a, graph.node("Sigmoid", List.of(halves.get(1)))));
      OnnxValue in = new OnnxValue(gated, Layout.BATCH_CHANNEL, n, filters);
      OnnxValue s = out().onnx(graph, weights.inner("out" + i), in, n);
      String skip = graph.newest(s, steps).name();
      sum = sum == null ? skip : graph.node("Add", List.of(sum, skip));
      z = s.withName(graph.node("Add", List.of(graph.newest(z, n).name(), s.name())));
    }
    String y = graph.node("Relu", List.of(Objects.requireNonNull(sum)));
    return new OnnxValue(y, Layout.BATCH_CHANNEL, steps, filters);
  }
}
