package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.trainer.data.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
  public NoteWindows pick(int... rows) {
    return new NoteWindows(
        IntStream.of(rows).mapToObj(windows::get).toList(),
        IntStream.of(rows).map(row -> places[row]).toArray(),
        IntStream.of(rows).map(row -> shifts[row]).toArray());
  }
}
