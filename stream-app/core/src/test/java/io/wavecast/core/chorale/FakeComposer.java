package io.wavecast.core.chorale;

import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers a hash of all that it heard and says a note by it, so that whatever is heard twice,
 * left out or in another order changes every note after it.
 */
public final class FakeComposer implements Composer {
  private final ModelRef model;
  private final int size;
  final List<Integer> batches = new ArrayList<>();

  public FakeComposer() {
    this("fake", 3);
  }

  FakeComposer(String name, int size) {
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
  public void hear(int n, int[] notes, int[] places, float[] states, float[] probabilities) {
    batches.add(n);
    for (int i = 0; i < n; i++) {
      int before = (int) states[i * size];
      if (places[i] != (int) states[i * size + 1] % PLACES) {
        throw new AssertionError("note at place " + places[i] + " is out of order");
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
