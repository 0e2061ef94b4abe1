package io.wavecast.trainer.sketch;

import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Weights;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained network as a sketch classifier: input {@code points} [batch, 100, 3] in the
 * drawing's own units, output {@code probabilities} [batch, classes], and its contract in {@code
 * metadata_props}.
 */
final class SketchModelWriter {
  private SketchModelWriter() {}

  /** The bytes of the file. */
  static byte[] bytes(SketchNet net, Map<String, float[]> weights, SketchMetadata metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder();
    int classes = metadata.classes().size();
    graph.input(SketchMetadata.INPUT, SketchPoints.MAX, SketchPoints.WIDTH);
    String logits = net.onnx(graph, new Weights(weights, ""), SketchMetadata.INPUT, classes);
    String probabilities = graph.node("Softmax", List.of(logits), "axis", -1);
    graph.output(probabilities, SketchMetadata.PROBABILITIES, classes);
    return graph.bytes(
        "wavecast-trainer", metadata.provenance().producerVersion(), metadata.toMap());
  }

  /** What the file must say for the network's logits. */
  static float[] probabilities(float[] logits, int classes) {
    float[] all = new float[logits.length];
    for (int from = 0; from < logits.length; from += classes) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        most = Math.max(most, logits[from + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[from + c] - most);
      }
      for (int c = 0; c < classes; c++) {
        all[from + c] = (float) (Math.exp(logits[from + c] - most) / sum);
      }
    }
    return all;
  }
}
