package io.wavecast.sketches.model;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.sketches.pipeline.SketchPoints;
import java.util.List;

/** A sketch classifier on ONNX Runtime. Several threads may classify at once. */
public final class OnnxSketchClassifier extends OnnxModel<ContractFile<SketchMetadata>>
    implements SketchClassifier {
  /** Name of the shipped classifier. */
  public static final String SHIPPED = "sketch";

  /**
   * Its files. Input: {@code points}, float [batch, 100, 3]. Output: {@code probabilities}, float
   * [batch, classes].
   */
  public static final ModelKind<SketchMetadata, OnnxSketchClassifier> KIND =
      new ModelKind<>(
          SketchMetadata.KIND,
          SHIPPED,
          OnnxSketchClassifier.class,
          SketchMetadata::of,
          OnnxSketchClassifier::signature,
          OnnxSketchClassifier::new);

  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private OnnxSketchClassifier(ContractFile<SketchMetadata> file, Device device) {
    super(file, device, SketchSamples::new);
  }

  private static Signature signature(SketchMetadata metadata) {
    return new Signature(
        List.of(Rows.of(SketchMetadata.INPUT, SketchPoints.MAX, SketchPoints.WIDTH)),
        List.of(Rows.of(SketchMetadata.PROBABILITIES, metadata.classes().size())));
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
