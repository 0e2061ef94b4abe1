package io.wavecast.flink.models;

import io.wavecast.config.ModelOpener;
import io.wavecast.config.ModelSetting;
import io.wavecast.config.PipelineModule;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * What a module's pipeline runs on, opened in each subtask.
 *
 * @param module whose pipeline it is
 * @param sent the file of its model, which travels with the job; null for the one in the job jar
 * @param forecasters of the job
 * @param device where models run
 */
public record ModuleModels<M>(
    PipelineModule<M> module,
    @Nullable CachedModel sent,
    RepositoryModels forecasters,
    Device device)
    implements ModelSource<M> {
  @Override
  public Opened<M> open(RuntimeContext context, Metrics metrics) {
    TaskOpener opener = new TaskOpener(context, metrics);
    return new Opened<>(module.model(opener), opener::release);
  }

  private final class TaskOpener implements ModelOpener {
    private final RuntimeContext context;
    private final Metrics metrics;
    private final List<Runnable> open = new ArrayList<>();

    TaskOpener(RuntimeContext context, Metrics metrics) {
      this.context = context;
      this.metrics = metrics;
    }

    @Override
    public Forecasters forecasters() {
      try {
        Opened<Forecasters> opened = forecasters.open(context, metrics);
        open.add(opened.release());
        return opened.model();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public <N extends OnnxModel<?>> N open(ModelSetting<N> setting) {
      ModelKind<?, N> kind = setting.kind();
      try {
        N model =
            sent == null
                ? kind.open(kind.shipped(), TrustedModels.ALL, device)
                : kind.open(sent.name(), sent.read(context), device);
        open.add(model::close);
        return model;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void release() {
      open.forEach(Runnable::run);
    }
  }
}
