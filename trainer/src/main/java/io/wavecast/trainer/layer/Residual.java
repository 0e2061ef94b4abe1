package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import java.util.List;

/** x + body(x), for a body of layers that look at one step at a time. */
public record Residual(List<Layer> body) implements Layer {

  public Residual {
    body = List.copyOf(body);
    for (Layer layer : body) {
      if (layer.reach(1) != 1) {
        throw new IllegalArgumentException(
            "the body of a residual must look at one step at a time, got: " + layer);
      }
    }
  }

  public Residual(Layer... body) {
    this(List.of(body));
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> in = a.newest(x, steps);
    return a.add(in, Layer.all(a, body, in));
  }
}
