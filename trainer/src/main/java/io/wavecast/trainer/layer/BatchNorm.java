package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * Batch normalisation (Ioffe and Szegedy, ICML 2015), a channel at a time, over all steps of all
 * sequences of the batch:
 *
 * <pre>
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * In training mean and variance are the batch's own; served are running means of them. Defaults are
 * Keras's.
 *
 * @param momentum share of a running mean that a step keeps, in [0, 1)
 * @param epsilon keeps the division away from zero, above 0
 */
public record BatchNorm(double momentum, double epsilon) implements Layer {

  /** As in Keras. */
  public BatchNorm() {
    this(0.99, 1e-3);
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.batchNorm(a.newest(x, steps), momentum, epsilon);
  }
}
