package io.wavecast.chorales.contract;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.schemas.ModelRef;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A composer that takes its time, so that something can happen amid a piece.
 *
 * @param composer what composes
 * @param pause before each run
 */
public record SlowComposer(Composer composer, Duration pause) implements Composer {
  @Override
  public ModelRef model() {
    return composer.model();
  }

  @Override
  public int stateSize() {
    return composer.stateSize();
  }

  @Override
  public int maxBatch() {
    return composer.maxBatch();
  }

  @Override
  public void step(int n, int[] notes, int[] barPositions, float[] states, float[] probabilities) {
    LockSupport.parkNanos(pause.toNanos());
    composer.step(n, notes, barPositions, states, probabilities);
  }
}
