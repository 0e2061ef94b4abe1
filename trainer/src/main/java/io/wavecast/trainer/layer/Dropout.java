package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;

/**
 * Dropout (Srivastava et al., JMLR 2014) in training; nothing at all when served. A sequence drops
 * the same channels at all its steps.
 *
 * @param rate the share that is dropped, in [0, 1)
 */
public record Dropout(double rate) implements Layer {
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), got: " + rate);
    }
  }

  @Override
  public Seq define(Scope scope, Seq x, int steps) {
    Seq in = x.newest(steps);
    if (!scope.training() || rate == 0) {
      return in;
    }
    return new Seq(
        in.value().mul(scope.dropout("kept", rate, 1, -1, in.channels())), steps, in.channels());
  }

  @Override
  public OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps) {
    return graph.newest(x, steps);
  }
}
