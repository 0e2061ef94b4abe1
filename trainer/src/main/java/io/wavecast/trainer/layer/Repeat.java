package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Seq;

/** One value a step, given out {@code times} times: the naive forecast. Has no weights. */
public record Repeat(int times) implements Layer {

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    T ones = a.constant("ones", Init.constant(times, 1), 1, times);
    T zeros = a.constant("zeros", new float[times], 1, times);
    return a.affine(a.newest(x, steps), ones, zeros, times);
  }
}
