package io.wavecast.chorales.contract;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps a hash of the notes that it consumed and predicts a note by it, so that a note consumed
 * twice, left out or in another order changes every note after it. States that releases have stored
 * hold its hashes. Thread-safe.
 */
public final class FakeComposer implements Composer {
  private final ModelRef model;
  private final int size;
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  public FakeComposer() {
    this("fake", 3);
  }

  /**
   * @param size of the state of a piece, at least 2: the hash, notes consumed, and floats that are
   *     not used
   */
  public FakeComposer(String name, int size) {
    this.model = new ModelRef(name, "1");
    this.size = size;
  }

  /** The sizes of the batches so far. */
  public List<Integer> batches() {
    return batches;
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
    Arrays.fill(probabilities, 0, n * CLASSES, 0.5f / (CLASSES - 1));
    for (int piece = 0; piece < n; piece++) {
      int consumed = (int) states[piece * size + 1]++;
      if (barPositions[piece] != consumed % BAR_POSITIONS) {
        throw new AssertionError("note at place " + barPositions[piece] + " is out of order");
      }
      int hash = (((int) states[piece * size]) * 31 + notes[piece] * 7 + 3) % 10_007;
      states[piece * size] = hash;
      probabilities[piece * CLASSES + hash % CLASSES] = 0.5f;
    }
  }
}
