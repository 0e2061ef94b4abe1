package io.wavecast.trainer.fit;

/** How a step changes the weights, and which weights a run keeps. */
public enum Method {
  /** DL4J's Adam (epsilon 1e-8); the weights of the best validation are kept. */
  OURS,

  /** Keras's Adam (epsilon 1e-7); the last weights are kept, as in all that follow. */
  KERAS_ADAM,

  /** Keras's Nadam: Adam with Nesterov's momentum, whose share grows from step to step. */
  KERAS_NADAM,

  /** Plain gradient steps; each weight's gradient is scaled down to a norm of 1 if it is larger. */
  CLIPPED_SGD;

  /** True when the last weights are kept, whatever the validation set says. */
  public boolean keepsLast() {
    return this != OURS;
  }
}
