package io.wavecast.flink.models;

import io.wavecast.config.ModelOpener;
import io.wavecast.config.ModelSetting;
import io.wavecast.config.PipelineModule;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.run.OnnxModel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a module's pipeline runs on, opened in each subtask.
 *
 * @param module whose pipeline it is
 * @param model what its setting names: the shipped one, or a file that every task manager can read;
 *     empty where it has no model of its own
 * @param forecasters of the job
 */
public record ModuleModels<M>(PipelineModule<M> module, String model, RepositoryModels forecasters)
    implements ModelSource<M> {
  @Override
  public Opened<M> open(Metrics metrics) {
    List<Runnable> open = new ArrayList<>();
    ModelOpener opener =
        new ModelOpener() {
          @Override
          public Forecasters forecasters() {
            Opened<Forecasters> opened = forecasters.open(metrics);
            open.add(opened.release());
            return opened.model();
          }

          @Override
          public <N extends OnnxModel<?>> N open(ModelSetting<N> setting) {
            N opened = setting.kind().open(model, forecasters.trusted(), forecasters.device());
            open.add(opened::close);
            return opened;
          }
        };
    return new Opened<>(module.model(opener), () -> open.forEach(Runnable::run));
  }
}
