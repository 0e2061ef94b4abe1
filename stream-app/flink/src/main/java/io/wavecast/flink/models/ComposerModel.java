package io.wavecast.flink.models;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.run.OnnxComposer;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * A composer, one for each subtask: it runs on one thread at a time.
 *
 * @param sent a file that travels with the job; null: the composer of the job jar
 */
public record ComposerModel(@Nullable SentModel sent) implements ModelSource<Composer> {
  @Override
  public Opened<Composer> open(RuntimeContext context, Metrics metrics) throws IOException {
    ComposerFile file =
        sent == null
            ? ComposerFile.of(ComposerFile.SHIPPED)
            : ComposerFile.read(sent.name(), sent.read(context));
    OnnxComposer composer = OnnxComposer.open(file);
    return ModelSource.opened(composer, composer::close);
  }
}
