package io.wavecast.trainer.layer;

/** A layer that turns the whole sequence into one step. */
sealed interface OneStep extends Layer permits Flatten, Mirrored {

  @Override
  default int length(int steps) {
    return 1;
  }

  @Override
  default int reach(int steps) {
    return WHOLE;
  }
}
