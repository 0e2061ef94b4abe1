package io.wavecast.trainer.fit;

/** Told how training goes, on the thread that trains. */
public interface FitListener {
  /** A step was made. */
  default void stepped(long step, long steps) {}

  /** The validation set was looked at, and the checkpoint, if there is one, is written. */
  default void evaluated(Curve.Point point, double bestScore) {}
}
