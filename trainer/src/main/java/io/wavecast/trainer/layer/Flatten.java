package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;

/** The sequence as one step: [1, batch, steps * channels], oldest step first. */
public record Flatten() implements OneStep {

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    int width = x.steps() * x.channels();
    return new Seq(x.value().permute(1, 0, 2).reshape(1, -1, width), 1, width);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    int width = x.steps() * x.channels();
    String rows = graph.reshape(graph.as(x, Layout.BATCH_TIME).name(), 0, width);
    return new OnnxValue(rows, Layout.ROWS, 1, width);
  }
}
