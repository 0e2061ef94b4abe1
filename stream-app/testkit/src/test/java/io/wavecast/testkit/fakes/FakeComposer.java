package io.wavecast.testkit.fakes;

import io.wavecast.core.chorale.Composer;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;

/**
 * Keeps a hash of the notes that it consumed and predicts a note by it, so that a note consumed
 * twice, left out or in another order changes every note after it. States that releases have stored
 * hold its hashes. Thread-safe.
 */
public final class FakeComposer implements Composer {
  /** Of the state of a piece: the hash, notes consumed, and one float that is not used. */
  private static final int STATE = 3;

  @Override
  public ModelRef model() {
    return new ModelRef("fake", "1");
  }

  @Override
  public int stateSize() {
    return STATE;
  }

  @Override
  public int maxBatch() {
    return 4;
  }

  @Override
  public void step(int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
    Arrays.fill(probabilities, 0, n * CLASSES, 0.5f / (CLASSES - 1));
    for (int piece = 0; piece < n; piece++) {
      int consumed = (int) states[piece * STATE + 1]++;
      if (barPositions[piece] != consumed % BAR_POSITIONS) {
        throw new AssertionError("note at place " + barPositions[piece] + " is out of order");
      }
      int hash = (((int) states[piece * STATE]) * 31 + notes[piece] * 7 + 3) % 10_007;
      states[piece * STATE] = hash;
      probabilities[piece * CLASSES + hash % CLASSES] = 0.5f;
    }
  }
}
