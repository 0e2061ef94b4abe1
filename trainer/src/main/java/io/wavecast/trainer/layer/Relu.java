package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/** max(x, 0). */
public record Relu() implements Layer {

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> in = a.newest(x, steps);
    return in.with(a.relu(in.value()));
  }
}
