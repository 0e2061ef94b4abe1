package io.wavecast.trainer.sketch;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Scope;
import io.wavecast.trainer.layer.Weights;
import org.nd4j.autodiff.samediff.SDVariable;

/** A sketch classifier in two forms that stand side by side, as layers do. */
public interface SketchNet {

  /**
   * Adds the network to a graph to be trained.
   *
   * @param points [batch, 100, 3]
   * @return logits [batch, classes]
   */
  SDVariable define(Scope scope, SDVariable points, int classes);

  /**
   * Adds the network to a graph to be served.
   *
   * @param points name of a tensor [batch, 100, 3]
   * @return name of the logits [batch, classes]
   */
  String onnx(OnnxGraphBuilder graph, Weights weights, String points, int classes);
}
