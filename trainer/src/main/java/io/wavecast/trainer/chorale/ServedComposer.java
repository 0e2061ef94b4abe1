package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.onnx.file.GatedFile;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxRunner;
import java.nio.FloatBuffer;
import java.util.List;

/** Runs a composer's two files as they are served, to compare and measure them. */
final class ServedComposer implements AutoCloseable {
  private static final int N = NoteWindows.NOTES;
  private static final int ASKED = N - 1;
  private static final Signature COMPLETE =
      new Signature(
          List.of(Rows.of(ComposerModelWriter.NOTES, N), Rows.of(ComposerMetadata.PLACE, 1)),
          List.of(Rows.of(ComposerMetadata.PROBABILITIES, ASKED, Composer.CLASSES)));

  private final OnnxComposer step;
  private final OnnxRunner complete;

  /**
   * Opens both files.
   *
   * @param complete the file for complete windows
   * @param step the file that is served
   * @throws io.wavecast.onnx.file.ModelFileException when serving would refuse the step
   */
  ServedComposer(byte[] complete, byte[] step) {
    this.step = OnnxComposer.KIND.open("the exported step", step);
    this.complete =
        OnnxRunner.open(
            GatedFile.of("the exported windows", complete), "windows", COMPLETE, Device.CPU);
  }

  /** The probabilities by the file for complete windows: [windows, notes - 1, 47]. */
  float[] whole(NoteWindows windows) {
    int width = ASKED * Composer.CLASSES;
    float[] all = new float[windows.size() * width];
    complete.run(
        windows.size(),
        (batch, from, rows) -> {
          FloatBuffer notes = batch.buffer(ComposerModelWriter.NOTES);
          for (int row = 0; row < rows; row++) {
            batch.buffer(ComposerMetadata.PLACE).put(row, windows.places()[from + row]);
            for (int k = 0; k < N; k++) {
              notes.put(row * N + k, windows.windows().get(from + row)[k]);
            }
          }
        },
        (batch, from, rows) ->
            batch.buffer(ComposerMetadata.PROBABILITIES).get(0, all, from * width, rows * width));
    return all;
  }

  /** The same by the step, note after note. */
  float[] stepByStep(NoteWindows windows) {
    int n = windows.size();
    float[] all = new float[n * ASKED * Composer.CLASSES];
    float[] states = new float[n * step.stateSize()];
    float[] next = new float[n * Composer.CLASSES];
    int[] notes = new int[n];
    int[] places = new int[n];
    for (int k = 0; k < ASKED; k++) {
      for (int i = 0; i < n; i++) {
        notes[i] = windows.windows().get(i)[k];
        places[i] = (windows.places()[i] * Chord.VOICES + k) % (NoteWindows.BAR * Chord.VOICES);
      }
      step.step(n, notes, places, states, next);
      for (int i = 0; i < n; i++) {
        int at = (i * ASKED + k) * Composer.CLASSES;
        System.arraycopy(next, i * Composer.CLASSES, all, at, Composer.CLASSES);
      }
    }
    return all;
  }

  @Override
  public void close() {
    complete.close();
    step.close();
  }
}
