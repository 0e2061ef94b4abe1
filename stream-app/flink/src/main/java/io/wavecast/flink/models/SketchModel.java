package io.wavecast.flink.models;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * A sketch classifier, one for each subtask.
 *
 * @param sent a file that travels with the job; null: the classifier of the job jar
 * @param device where it runs
 */
public record SketchModel(@Nullable SentModel sent, Device device)
    implements ModelSource<SketchClassifier> {
  @Override
  public Opened<SketchClassifier> open(RuntimeContext context, Metrics metrics) throws IOException {
    SketchFile file =
        sent == null ? SketchFile.shipped() : SketchFile.read(sent.name(), sent.read(context));
    OnnxSketchClassifier classifier = OnnxSketchClassifier.open(file, device);
    return ModelSource.opened(classifier, classifier::close);
  }
}
