package io.wavecast.trainer.chorale;

import io.wavecast.trainer.data.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches of windows that begin at any chord of any chorale, each transposed by up to {@link
 * #reach} semitones up or down, all with the same chance.
 */
final class RandomWindows implements Batches<NoteWindows> {
  private final List<CorpusPiece> pieces;
  private final int[] starts;
  private final int batch;
  private final int reach;
  private final long seed;

  /**
   * @param pieces those shorter than a window are left out
   * @param batch windows in a batch
   * @param reach semitones, 0 to transpose nothing
   */
  RandomWindows(List<CorpusPiece> pieces, int batch, int reach, long seed) {
    this.pieces = pieces.stream().filter(p -> p.chords() >= NoteWindows.CHORDS).toList();
    this.batch = batch;
    this.reach = reach;
    this.seed = seed;
    this.starts = this.pieces.stream().mapToInt(p -> p.chords() - NoteWindows.CHORDS + 1).toArray();
  }

  @Override
  public NoteWindows at(long step) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step);
    int total = 0;
    for (int n : starts) {
      total += n;
    }
    List<byte[]> windows = new ArrayList<>();
    int[] places = new int[batch];
    int[] shifts = new int[batch];
    for (int i = 0; i < batch; i++) {
      int start = random.nextInt(total);
      int piece = 0;
      while (start >= starts[piece]) {
        start -= starts[piece++];
      }
      windows.add(pieces.get(piece).window(start));
      places[i] = start % Notes.BAR;
      shifts[i] = random.nextInt(-reach, reach + 1);
    }
    return new NoteWindows(windows, places, shifts);
  }
}
