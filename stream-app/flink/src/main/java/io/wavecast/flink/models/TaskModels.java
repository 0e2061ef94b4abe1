package io.wavecast.flink.models;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import org.jspecify.annotations.Nullable;

/** Models of which each subtask opens one. */
public final class TaskModels {
  private TaskModels() {}

  /**
   * A composer.
   *
   * @param sent a file that travels with the job; null for the composer in the job jar
   * @param device where it runs
   */
  public static ModelSource<Composer> composer(@Nullable SentModel sent, Device device) {
    return (context, metrics) -> {
      OnnxComposer composer =
          OnnxComposer.open(
              sent == null
                  ? ComposerFile.shipped()
                  : ComposerFile.read(sent.name(), sent.read(context)),
              device);
      return new ModelSource.Opened<>(composer, composer::close);
    };
  }

  /**
   * A sketch classifier.
   *
   * @param sent a file that travels with the job; null for the classifier in the job jar
   * @param device where it runs
   */
  public static ModelSource<SketchClassifier> sketches(@Nullable SentModel sent, Device device) {
    return (context, metrics) -> {
      OnnxSketchClassifier classifier =
          OnnxSketchClassifier.open(
              sent == null
                  ? SketchFile.shipped()
                  : SketchFile.read(sent.name(), sent.read(context)),
              device);
      return new ModelSource.Opened<>(classifier, classifier::close);
    };
  }
}
