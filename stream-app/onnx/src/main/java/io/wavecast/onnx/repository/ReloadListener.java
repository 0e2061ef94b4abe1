package io.wavecast.onnx.repository;

import io.wavecast.onnx.file.ModelFile;

/**
 * Is told what became of the files in a models directory. Called by the thread that looks; must not
 * throw.
 */
public interface ReloadListener {
  /** Tells nobody. */
  ReloadListener NONE =
      new ReloadListener() {
        @Override
        public void swapped(ModelFile from, ModelFile to) {}

        @Override
        public void kept(ModelFile inCharge, String problem) {}
      };

  /** A new file is in charge, from the next batch on. */
  void swapped(ModelFile from, ModelFile to);

  /**
   * A new file was refused.
   *
   * @param inCharge the file that stays in charge
   * @param problem one line that says why
   */
  void kept(ModelFile inCharge, String problem);
}
