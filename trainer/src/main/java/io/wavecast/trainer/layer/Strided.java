package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * A convolution that shortens the sequence: one output for every {@code stride} steps, nothing
 * padded ({@code padding="valid"} in Keras), the newest output at the newest step.
 *
 * <pre>
 * kernel 4, stride 2:            |-- n-1 --|
 *                          |-- n-2 --|
 * x    ... 40 41 42 43 44 45 46 47 48 49            W [kernel, in, filters]
 * </pre>
 */
public record Strided(int filters, int kernel, int stride) implements Layer {

  @Override
  public int length(int steps) {
    return (steps - kernel) / stride + 1;
  }

  @Override
  public int reach(int steps) {
    return (steps - 1) * stride + kernel;
  }

  @Override
  public int stride() {
    return stride;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.convolution(x, steps, filters, kernel, stride, 1);
  }
}
