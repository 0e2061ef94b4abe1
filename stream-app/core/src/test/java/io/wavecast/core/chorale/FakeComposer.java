package io.wavecast.core.chorale;

import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a hash of the notes that it consumed and predicts a note by it, so that a note consumed
 * twice, left out or in another order changes every note after it.
 */
public final class FakeComposer implements Composer {
  private final ModelRef model;
  private final int size;
  public final List<Integer> batches = new ArrayList<>();

  public FakeComposer() {
    this("fake", 3);
  }

  public FakeComposer(String name, int size) {
    this.model = new ModelRef(name, "1");
    this.size = size;
  }

  @Override
  public ModelRef model() {
    return model;
  }

  @Override
  public int stateSize() {
    return size;
  }

  @Override
  public int maxBatch() {
    return 4;
  }

  @Override
  public void step(int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
    batches.add(n);
    for (int i = 0; i < n; i++) {
      int before = (int) states[i * size];
      if (barPositions[i] != (int) states[i * size + 1] % BAR_POSITIONS) {
        throw new AssertionError("note at place " + barPositions[i] + " is out of order");
      }
      int after = (before * 31 + notes[i] * 7 + 3) % 10_007;
      states[i * size] = after;
      states[i * size + 1]++;
      for (int c = 0; c < CLASSES; c++) {
        probabilities[i * CLASSES + c] = c == after % CLASSES ? 0.5f : 0.5f / (CLASSES - 1);
      }
    }
  }
}
