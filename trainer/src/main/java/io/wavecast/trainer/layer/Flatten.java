package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/** The sequence as one step of steps * channels values, oldest step first. */
public record Flatten() implements Layer {

  @Override
  public int length(int steps) {
    return 1;
  }

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.flat(x);
  }
}
