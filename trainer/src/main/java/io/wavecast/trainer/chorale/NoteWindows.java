package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.trainer.data.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Windows of 33 chords, cut out of chorales. The lists' arrays are shared, not copied.
 *
 * @param windows each as {@value #NOTES} note classes, chord after chord, soprano first
 * @param places place in the bar of each window's first chord, 0..15
 * @param shifts semitones by which each window is transposed before a network sees it
 */
public record NoteWindows(List<byte[]> windows, int[] places, int[] shifts)
    implements Examples<NoteWindows> {
  /** Chords in a window, as the notebook has them: 32 and the one after them. */
  public static final int CHORDS = 33;

  /** Notes in a window. All except the first are predicted from those before them. */
  public static final int NOTES = CHORDS * Chord.VOICES;

  /** Chords in a bar of four beats: what a place in the bar counts to. */
  public static final int BAR = Composer.BAR_POSITIONS / Chord.VOICES;

  private static final int SHIFT = 16;

  /** The notebook's windows: one every 16 chords; what is left at a chorale's end is dropped. */
  public static NoteWindows of(List<CorpusPiece> pieces) {
    List<byte[]> windows = new ArrayList<>();
    for (CorpusPiece piece : pieces) {
      for (int from = 0; from + CHORDS <= piece.chords(); from += SHIFT) {
        windows.add(piece.window(from));
      }
    }
    return new NoteWindows(windows, new int[windows.size()], new int[windows.size()]);
  }

  @Override
  public int size() {
    return windows.size();
  }

  @Override
  public NoteWindows slice(int from, int to) {
    return new NoteWindows(
        windows.subList(from, to),
        Arrays.copyOfRange(places, from, to),
        Arrays.copyOfRange(shifts, from, to));
  }

  @Override
  public NoteWindows pick(int[] rows, int from, int to) {
    int n = to - from;
    List<byte[]> picked = new ArrayList<>();
    int[] p = new int[n];
    int[] s = new int[n];
    for (int i = 0; i < n; i++) {
      int row = rows[from + i];
      picked.add(windows.get(row));
      p[i] = places[row];
      s[i] = shifts[row];
    }
    return new NoteWindows(picked, p, s);
  }
}
