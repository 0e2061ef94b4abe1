package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer whose cell normalises over its units (Ba et al., "Layer normalization", 2016),
 * state zero before the first step. Starts as in Keras, and adds Keras's 1e-3 to the variance.
 *
 * <pre>
 * a = x W + h U + b     h = tanh(gain (a - mean a) / sqrt(var a + 0.001) + shift)
 * </pre>
 */
public record NormRnn(int units) implements Layer {
  private static final float EPSILON = 1e-3f;

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  /**
   * {@inheritDoc}
   *
   * <p>To take the mean off is a product with I - 1/units, which is done once on the weights
   * instead of at every step.
   */
  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    int in = x.channels();
    T w = a.weight("w", init -> init.glorot(in, units, in * units), in, units);
    T u = a.weight("u", init -> init.orthogonal(units, units), units, units);
    T b = a.row("b", units, 0);
    T gain = a.row("gain", units, 1);
    T shift = a.row("shift", units, 0);
    T centre = a.constant("centre", centre(), units, units);
    T mean = a.constant("mean", Init.constant(units * units, 1f / units), units, units);
    T recurrent = a.matmul(u, centre);
    Seq<T> fromX = a.affine(x, a.matmul(w, centre), a.matmul(b, centre), units);
    List<T> states = new ArrayList<>();
    for (T step : a.unstack(fromX)) {
      T sum =
          states.isEmpty() ? step : a.add(step, a.matmul(states.get(states.size() - 1), recurrent));
      T deviation = a.sqrt(a.plus(a.matmul(a.mul(sum, sum), mean), EPSILON));
      states.add(a.tanh(a.add(a.mul(a.div(sum, deviation), gain), shift)));
    }
    return a.stack(states.subList(states.size() - steps, states.size()), units);
  }

  private float[] centre() {
    float[] matrix = Init.constant(units * units, -1f / units);
    for (int i = 0; i < units; i++) {
      matrix[i * units + i] += 1;
    }
    return matrix;
  }
}
