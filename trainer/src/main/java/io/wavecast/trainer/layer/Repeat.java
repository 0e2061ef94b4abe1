package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** One value a step, given out {@code times} times: the naive forecast. Has no weights. */
public record Repeat(int times) implements Layer {

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    SDVariable ones = scope.constant("ones", Init.constant(times, 1), 1, times);
    return in.withRows(in.rows().mmul(ones), times);
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue newest = graph.newest(x, steps);
    OnnxValue in =
        newest.layout() == Layout.BATCH_CHANNEL ? graph.as(newest, Layout.BATCH_TIME) : newest;
    String ones = graph.floats("ones", Init.constant(times, 1), 1, times);
    return in.withName(graph.node("MatMul", List.of(in.name(), ones))).withChannels(times);
  }
}
