package io.wavecast.core.chorale;

import io.wavecast.schemas.chorale.Chord;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a composer predicts the next note of known chorales (teacher forcing): each note but the
 * first in windows of 33 chords, one every 16, from those before it in its window. The rest at a
 * chorale's end is dropped. This is the measure of the notebook.
 *
 * @param windows number of windows
 * @param loss mean of -log of the probability that a note had, in nats; NaN without a window
 * @param accuracy share of notes that were the most probable class; NaN without a window
 */
public record NextNoteScore(int windows, double loss, double accuracy) {
  /** Chords in a window. */
  public static final int CHORDS = 33;

  private static final int SHIFT = 16;
  private static final int NOTES = CHORDS * Chord.VOICES;

  /** Scores a composer on chorales, each of which starts with a bar. */
  public static NextNoteScore of(Composer composer, List<List<Chord>> chorales) {
    List<List<Chord>> windows = new ArrayList<>();
    for (List<Chord> chorale : chorales) {
      for (int from = 0; from + CHORDS <= chorale.size(); from += SHIFT) {
        windows.add(chorale.subList(from, from + CHORDS));
      }
    }
    Sum sum = new Sum();
    int most = composer.maxBatch();
    for (int from = 0; from < windows.size(); from += most) {
      score(composer, windows.subList(from, Math.min(from + most, windows.size())), sum);
    }
    double notes = (NOTES - 1.0) * windows.size();
    return new NextNoteScore(windows.size(), sum.loss / notes, sum.hits / notes);
  }

  private static void score(Composer composer, List<List<Chord>> windows, Sum sum) {
    int n = windows.size();
    int[] notes = new int[n];
    int[] barPositions = new int[n];
    float[] states = new float[n * composer.stateSize()];
    float[] p = new float[n * Composer.CLASSES];
    for (int k = 0; k + 1 < NOTES; k++) {
      for (int i = 0; i < n; i++) {
        notes[i] = type(windows.get(i), k);
        barPositions[i] = k % Composer.BAR_POSITIONS;
      }
      composer.step(n, notes, barPositions, states, p);
      for (int i = 0; i < n; i++) {
        sum.add(p, i * Composer.CLASSES, type(windows.get(i), k + 1));
      }
    }
  }

  private static int type(List<Chord> chords, int note) {
    return Composer.classOf(chords.get(note / Chord.VOICES).note(note % Chord.VOICES));
  }

  private static final class Sum {
    private double loss;
    private long hits;

    void add(float[] p, int at, int type) {
      loss -= Math.log(p[at + type]);
      hits += Draw.likeliest(p, at) == type ? 1 : 0;
    }
  }
}
