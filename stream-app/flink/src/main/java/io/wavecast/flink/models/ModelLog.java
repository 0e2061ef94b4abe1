package io.wavecast.flink.models;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.repository.ReloadListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs swaps and refusals of files in the models folder. */
final class ModelLog implements ReloadListener {
  static final ModelLog INSTANCE = new ModelLog();

  private static final Logger LOG = LoggerFactory.getLogger(ModelLog.class);

  private ModelLog() {}

  @Override
  public void swapped(ModelFile from, ModelFile to) {
    LOG.info("model {} is active, was {}", to.model(), from.model());
  }

  @Override
  public void kept(ModelFile active, String problem) {
    LOG.warn("model {} stays active: {}", active.model(), problem);
  }
}
