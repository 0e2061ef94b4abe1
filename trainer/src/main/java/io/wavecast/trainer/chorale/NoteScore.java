package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.trainer.export.Softmax;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.net.Trainable;

/**
 * How well a composer predicts every note of every window except the first.
 *
 * @param loss mean of -log of the probability that the note had, in nats
 * @param accuracy share of notes that had the highest probability
 */
public record NoteScore(double loss, double accuracy) {
  private static final int ASKED = NoteWindows.NOTES - 1;

  /**
   * Scores the probabilities of each window's notes from the second on.
   *
   * @param probabilities [windows, notes - 1, 47]
   */
  public static NoteScore of(float[] probabilities, NoteWindows windows) {
    int n = Composer.CLASSES;
    double loss = 0;
    long hits = 0;
    for (int row = 0; row < windows.size() * ASKED; row++) {
      int note = windows.windows().get(row / ASKED)[row % ASKED + 1];
      int best = 0;
      for (int c = 1; c < n; c++) {
        best = probabilities[row * n + c] > probabilities[row * n + best] ? c : best;
      }
      loss -= Math.log(probabilities[row * n + note]);
      hits += best == note ? 1 : 0;
    }
    double count = windows.size() * (double) ASKED;
    return new NoteScore(loss / count, hits / count);
  }

  /**
   * Accuracy of repeating each voice's last note; the three notes after a window's first, whose
   * voices have none yet, count as wrong.
   */
  public static double repeating(NoteWindows windows) {
    long hits = 0;
    for (byte[] window : windows.windows()) {
      for (int note = Chord.VOICES; note < window.length; note++) {
        hits += window[note] == window[note - Chord.VOICES] ? 1 : 0;
      }
    }
    return hits / (windows.size() * (double) ASKED);
  }

  /**
   * A network's probabilities for windows that are not transposed.
   *
   * @return [windows, notes - 1, 47]
   */
  public static float[] probabilities(
      ComposerNet net, Trainable<NoteWindows> trained, NoteWindows windows) {
    int n = Composer.CLASSES;
    float[] logits = trained.output(windows);
    float[] ofNotes = new float[windows.size() * ASKED * n];
    for (int i = 0; i < ofNotes.length; i++) {
      ofNotes[i] = logits[i / n * net.classes() + net.networkClass(i % n, 0)];
    }
    return Softmax.of(ofNotes, n);
  }

  /** The loss of windows that are not transposed; chooses the best weights. */
  static ValidationScore<NoteWindows> validation(ComposerNet net) {
    return new ValidationScore<>(
        "nats a note",
        (trained, windows) -> of(probabilities(net, trained, windows), windows).loss(),
        true);
  }
}
