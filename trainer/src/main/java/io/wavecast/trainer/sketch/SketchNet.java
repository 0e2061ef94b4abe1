package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.List;
import java.util.Map;
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

  /**
   * Writes a trained network as a sketch classifier: input {@code points} [batch, 100, 3] in the
   * drawing's own units, output {@code probabilities} [batch, classes].
   *
   * @param weights trained weights by name
   * @param metadata its contract, written as {@code metadata_props}
   * @return the bytes of the ONNX file
   */
  default byte[] file(Map<String, float[]> weights, SketchMetadata metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    int classes = metadata.classes().size();
    graph.input(SketchMetadata.INPUT, SketchPoints.MAX, SketchPoints.WIDTH);
    String logits = onnx(graph, new Weights(weights, ""), SketchMetadata.INPUT, classes);
    String probabilities = graph.node("Softmax", List.of(logits), "axis", -1);
    graph.output(probabilities, SketchMetadata.PROBABILITIES, classes);
    return graph.bytes(
        "wavecast-trainer", metadata.provenance().producerVersion(), metadata.toMap());
  }
}
