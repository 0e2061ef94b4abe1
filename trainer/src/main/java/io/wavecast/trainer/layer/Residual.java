package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import java.util.List;

/** x + body(x), for a body of layers that look at one step at a time. */
public record Residual(List<Layer> body) implements Layer {

  public Residual {
    body = List.copyOf(body);
    for (Layer layer : body) {
      if (layer.reach(1) != 1) {
        throw new IllegalArgumentException(
            "the body of a residual must look at one step at a time, got: " + layer);
      }
    }
  }

  public Residual(Layer... body) {
    this(List.of(body));
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    Seq out = in;
    for (int i = 0; i < body.size(); i++) {
      out = body.get(i).define(scope.inner("" + i), out, steps);
    }
    return new Seq(in.value().add(out.value()), steps, in.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    OnnxValue in = graph.newest(x, steps);
    OnnxValue out = in;
    for (int i = 0; i < body.size(); i++) {
      out = body.get(i).onnx(graph, weights.inner("" + i), out, steps);
    }
    return in.withName(graph.node("Add", List.of(in.name(), graph.as(out, in.layout()).name())));
  }
}
