package io.wavecast.onnx.run;

import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.SketchFile;
import java.time.Duration;
import java.util.List;

/** A sketch classifier on ONNX Runtime. Several threads may classify at once. */
public final class OnnxSketchClassifier extends OnnxModel<SketchFile> implements SketchClassifier {
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private OnnxSketchClassifier(SketchFile file, Device device, Duration limit) {
    super(file, device, limit, SketchSamples::new);
  }

  /**
   * Loads and verifies a model.
   *
   * @param device where it runs
   * @throws ModelFileException when ONNX Runtime cannot load it, the device is not usable, a row is
   *     no distribution on the samples, or a drawing's row depends on its neighbours
   */
  public static OnnxSketchClassifier open(SketchFile file, Device device) {
    return open(file, device, OnnxRunner.RUN_LIMIT);
  }

  /**
   * Loads and verifies a model, as {@link #open(SketchFile, Device)}.
   *
   * @param limit longest time of one run, after which it is ended and fails
   */
  public static OnnxSketchClassifier open(SketchFile file, Device device, Duration limit) {
    return new OnnxSketchClassifier(file, device, limit);
  }

  @Override
  public List<String> classes() {
    return file().metadata().classes();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it is closed
   */
  @Override
  public void classify(float[] points, int n, float[] probabilities) {
    int classes = classes().size();
    require("number of drawings", 1, n);
    require("floats of points", n * VALUES, points.length);
    require("floats of probabilities", n * classes, probabilities.length);
    runner()
        .run(
            n,
            (batch, from, rows) ->
                batch.buffer(SketchMetadata.INPUT).put(0, points, from * VALUES, rows * VALUES),
            (batch, from, rows) ->
                batch
                    .buffer(SketchMetadata.PROBABILITIES)
                    .get(0, probabilities, from * classes, rows * classes));
  }
}
