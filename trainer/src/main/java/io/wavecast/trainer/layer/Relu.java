package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraph;
import io.wavecast.trainer.export.OnnxValue;
import java.util.List;

/** max(x, 0). */
public record Relu() implements Layer {

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq newest = x.newest(steps);
    return new Seq(scope.graph().nn().relu(newest.value(), 0), steps, x.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraph graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue newest = graph.newest(x, steps);
    return newest.withName(graph.node("Relu", List.of(newest.name())));
  }
}
