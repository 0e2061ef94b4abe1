package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * x W + b at each step, W [in, units] ({@code TimeDistributed(Dense(units))}).
 *
 * @param start how weights start: Glorot's way, as Keras does, or He's way times a gain
 */
public record Dense(int units, Start start, double gain) implements Layer {

  /** How weights start. */
  public enum Start {
    GLOROT,
    HE
  }

  /** As Keras starts it. */
  public Dense(int units) {
    this(units, Start.GLOROT, 1);
  }

  /** For layers around a ReLU. */
  public static Dense he(int units, double gain) {
    return new Dense(units, Start.HE, gain);
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    int channels = in.channels();
    float[] w =
        start == Start.HE
            ? scope.init().he(channels, channels * units, gain)
            : scope.init().glorot(channels, units, channels * units);
    // a product and a sum: ND4J's linear() was seen to give wrong values in large graphs
    SDVariable product = in.rows().mmul(scope.weight("w", w, channels, units));
    SDVariable b = scope.weight("b", new float[units], 1, units);
    return in.withRows(product.add(b), units);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.newest(x, steps);
    String w = graph.floats("w", weights.get("w"), in.channels(), units);
    String b = graph.floats("b", weights.get("b"), units);
    if (in.layout() == Layout.ROWS) {
      String out = graph.node("Gemm", List.of(in.name(), w, b));
      return new OnnxValue(out, Layout.ROWS, 1, units);
    }
    OnnxValue rows = in.layout() == Layout.TIME_BATCH ? in : graph.as(in, Layout.BATCH_TIME);
    String product = graph.node("MatMul", List.of(rows.name(), w));
    return rows.withName(graph.node("Add", List.of(product, b))).withChannels(units);
  }
}
