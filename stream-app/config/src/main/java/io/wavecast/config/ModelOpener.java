package io.wavecast.config;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.onnx.run.OnnxModel;

/** How a host opens the models of its pipelines. It closes them, too. */
public interface ModelOpener {
  /** The forecasters that the settings name; one repository for all pipelines of the host. */
  Forecasters forecasters();

  /**
   * Opens the model that a setting names.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent or violates the contract
   */
  <M extends OnnxModel<?>> M open(ModelSetting<M> setting);
}
