package io.wavecast.flink.models;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.repository.ReloadListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what became of files in the models folder. */
final class ModelLog implements ReloadListener {
  static final ModelLog INSTANCE = new ModelLog();

  private static final Logger LOG = LoggerFactory.getLogger(ModelLog.class);

  private ModelLog() {}

  @Override
  public void swapped(ModelFile from, ModelFile to) {
    LOG.info("model {} is in charge, was {}", to.model(), from.model());
  }

  @Override
  public void kept(ModelFile inCharge, String problem) {
    LOG.warn("model {} stays in charge: {}", inCharge.model(), problem);
  }
}
