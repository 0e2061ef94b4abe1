package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * At each step a softmax over the channels: positive values that add up to 1. It is no layer for
 * forecasts; the notebook's gated WaveNet ends in it.
 */
public record Shares() implements Layer {

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    return a.softmax(a.newest(x, steps));
  }
}
