package io.wavecast.trainer.sketch;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import java.nio.FloatBuffer;
import java.util.Map;

/** A sketch classifier's file, run by ONNX Runtime: what serving will see. */
final class OnnxSketch implements AutoCloseable {
  private static final int CHUNK = 200;

  private final OrtSession session;
  private final SketchMetadata metadata;

  /**
   * Opens a model.
   *
   * @throws IllegalArgumentException when its contract does not hold, naming the line that is wrong
   */
  OnnxSketch(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(model, options);
      metadata = SketchMetadata.of(session.getMetadata().getCustomMetadata());
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be opened: " + e.getMessage(), e);
    }
  }

  SketchMetadata metadata() {
    return metadata;
  }

  /**
   * Classifies.
   *
   * @return [size, classes]
   */
  float[] probabilities(SketchSet set) {
    int classes = metadata.classes().size();
    float[] all = new float[set.size() * classes];
    for (int from = 0; from < set.size(); from += CHUNK) {
      SketchSet chunk = set.slice(from, Math.min(from + CHUNK, set.size()));
      run(chunk).get(all, from * classes, chunk.size() * classes);
    }
    return all;
  }

  private FloatBuffer run(SketchSet set) {
    long[] shape = {set.size(), SketchPoints.MAX, SketchPoints.WIDTH};
    FloatBuffer points = FloatBuffer.wrap(set.points());
    try (OnnxTensor in = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), points, shape);
        OrtSession.Result out = session.run(Map.of(SketchMetadata.INPUT, in))) {
      return ((OnnxTensor) out.get(SketchMetadata.PROBABILITIES).orElseThrow()).getFloatBuffer();
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be run: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be closed: " + e.getMessage(), e);
    }
  }
}
