package io.wavecast.kafkastreams;

import io.wavecast.core.chorale.Composer;
import io.wavecast.schemas.ModelRef;

/** Says a note by a hash of all that a piece's state has heard. */
final class EchoComposer implements Composer {
  @Override
  public ModelRef model() {
    return new ModelRef("echo", "1");
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public int maxBatch() {
    return 8;
  }

  @Override
  public void step(int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
    for (int i = 0; i < n; i++) {
      states[i] = ((int) states[i] * 31 + notes[i] * 7 + barPositions[i]) % 10_007;
      for (int c = 0; c < CLASSES; c++) {
        probabilities[i * CLASSES + c] = c == (int) states[i] % CLASSES ? 1 : 0;
      }
    }
  }
}
