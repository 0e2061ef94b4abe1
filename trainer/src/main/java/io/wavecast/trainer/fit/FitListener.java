package io.wavecast.trainer.fit;

/** Observes training, on the thread that trains. */
public interface FitListener {
  /** Training resumes from a checkpoint after {@code step} steps. */
  default void resumed(long step, long steps) {}

  /** A step was made. */
  default void stepped(long step, long steps) {}

  /** The network was scored on the validation set; the checkpoint, if any, is written. */
  default void evaluated(Curve.Point point, double bestScore, long steps) {}
}
