package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * The simplest recurrent layer (Elman, 1990), state zero before the first step. Starts as in Keras.
 *
 * <pre>
 * h = tanh(x W + h U + b)      W [in, units], U [units, units]
 * </pre>
 */
public record SimpleRnn(int units) implements Layer {

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.rnn(x, steps, units);
  }
}
