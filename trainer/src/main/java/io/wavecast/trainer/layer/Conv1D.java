package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * A convolution over time that never looks ahead, dilated as in WaveNet:
 *
 * <pre>
 * y[t] = W[0] x[t - (kernel-1) dilation] + ... + W[kernel-1] x[t] + b      W [kernel, in, filters]
 * </pre>
 *
 * Before the first step there are zeros, so that as many steps leave as enter ({@code
 * padding="causal"} in Keras).
 */
public record Conv1D(int filters, int kernel, int dilation) implements Layer {

  @Override
  public int reach(int steps) {
    return steps + (kernel - 1) * dilation;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.convolution(x, steps, filters, kernel, 1, dilation);
  }
}
