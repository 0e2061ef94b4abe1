package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * Gated recurrent unit (Cho et al., 2014), reset gate after the recurrent product, state zero
 * before the first step:
 *
 * <pre>
 * r = sigmoid(x Wr + br + h Ur + dr)      u = sigmoid(x Wu + bu + h Uu + du)
 * c = tanh(x Wc + bc + r (h Uc + dc))     h = u h + (1 - u) c
 * </pre>
 *
 * Starts as in Keras.
 *
 * @param twoBiases whether there is the bias d, as in Keras ({@code reset_after}); without it
 *     training is faster, since ND4J's operation has no place for d
 */
public record Gru(int units, boolean twoBiases) implements Layer {
  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.gru(x, steps, units, twoBiases);
  }
}
