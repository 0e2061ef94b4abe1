package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate by Gers et al., 2000),
 * state zero before the first step:
 *
 * <pre>
 * [i z f o] = [x, h] W + b         W [in + units, 4 units]
 * c = sigmoid(f) c + sigmoid(i) tanh(z)
 * h = sigmoid(o) tanh(c)
 * </pre>
 *
 * Starts as in Keras: Glorot for the input, an orthogonal recurrent matrix, forget bias 1.
 */
public record Lstm(int units) implements Layer {

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.lstm(x, steps, units);
  }
}
