package io.wavecast.flink.models;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxComposer;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.onnx.run.OnnxSketchClassifier;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** Models of which each subtask opens one. */
public final class TaskModels {
  private TaskModels() {}

  /**
   * A composer.
   *
   * @param sent a file that travels with the job; null for the composer in the job jar
   * @param device where it runs
   * @param timeout longest time of one run
   */
  public static ModelSource<Composer> composer(
      @Nullable CachedModel sent, Device device, Duration timeout) {
    return (context, metrics) ->
        opened(
            OnnxComposer.open(
                file(sent, context, ComposerFile::shipped, ComposerFile::read), device, timeout));
  }

  /** The same for a sketch classifier. */
  public static ModelSource<SketchClassifier> sketches(
      @Nullable CachedModel sent, Device device, Duration timeout) {
    return (context, metrics) ->
        opened(
            OnnxSketchClassifier.open(
                file(sent, context, SketchFile::shipped, SketchFile::read), device, timeout));
  }

  private static <F> F file(
      @Nullable CachedModel sent,
      RuntimeContext context,
      Supplier<F> shipped,
      BiFunction<String, byte[], F> reader)
      throws IOException {
    return sent == null ? shipped.get() : reader.apply(sent.name(), sent.read(context));
  }

  private static <M extends OnnxModel<?>> ModelSource.Opened<M> opened(M model) {
    return new ModelSource.Opened<>(model, model::close);
  }
}
