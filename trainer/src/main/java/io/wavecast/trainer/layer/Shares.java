package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * At each step a softmax over the channels: positive values that add up to 1. It is no layer for
 * forecasts; the notebook's gated WaveNet ends in it.
 */
public record Shares() implements Layer {

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    SDVariable rows = in.rows();
    SDVariable e = scope.graph().math().exp(rows.sub(rows.max(true, 1)));
    return in.withRows(e.div(e.sum(true, 1)), in.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.newest(x, steps);
    int axis = in.layout() == Layout.BATCH_CHANNEL ? 1 : -1;
    return in.withName(graph.node("Softmax", List.of(in.name()), "axis", axis));
  }
}
