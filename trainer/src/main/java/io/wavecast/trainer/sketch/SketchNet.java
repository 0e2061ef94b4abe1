package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.Map;

/** A sketch classifier, written once for the graph that is trained and the one that is served. */
public interface SketchNet {

  /**
   * Adds the network to a graph.
   *
   * @param points [batch, 100, 3]
   * @return logits [batch, classes]
   */
  <T> T logits(Algebra<T> a, T points, int classes);

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
    OnnxAlgebra a = new OnnxAlgebra(graph, new Weights(weights, ""));
    String probabilities = a.softmax(logits(a, SketchMetadata.INPUT, classes));
    graph.output(probabilities, SketchMetadata.PROBABILITIES, classes);
    return graph.bytes(
        "wavecast-trainer", metadata.provenance().producerVersion(), metadata.toMap());
  }
}
