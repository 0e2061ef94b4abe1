package io.wavecast.trainer.chorale;

import io.wavecast.trainer.data.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Batches of windows that begin at any chord of any chorale, each transposed by up to {@link
 * #reach} semitones up or down, all with the same chance.
 *
 * @param pieces those shorter than a window are left out
 * @param batch windows in a batch
 * @param reach semitones, 0 to transpose nothing
 */
record RandomWindows(List<CorpusPiece> pieces, int batch, int reach, long seed)
    implements Batches<NoteWindows> {

  @Override
  public NoteWindows at(long step) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step);
    int[] starts =
        pieces.stream().mapToInt(p -> Math.max(0, p.chords() - NoteWindows.CHORDS + 1)).toArray();
    int total = IntStream.of(starts).sum();
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
      places[i] = start % NoteWindows.BAR;
      shifts[i] = random.nextInt(-reach, reach + 1);
    }
    return new NoteWindows(windows, places, shifts);
  }
}
