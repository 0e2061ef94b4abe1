package io.wavecast.onnx.repository;

import io.wavecast.onnx.file.ModelFile;

/**
 * Receives the outcome of each changed file in a models directory. Called by the watching thread;
 * must not throw.
 */
public interface ReloadListener {
  /** Does nothing. */
  ReloadListener NONE =
      new ReloadListener() {
        @Override
        public void swapped(ModelFile from, ModelFile to) {}

        @Override
        public void kept(ModelFile active, String problem) {}
      };

  /** A new file is active from the next batch on. */
  void swapped(ModelFile from, ModelFile to);

  /**
   * A new file was refused.
   *
   * @param active the file that stays active
   * @param problem one line that says why
   */
  void kept(ModelFile active, String problem);
}
