package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;

/**
 * x W + b at each step, W [in, units] ({@code TimeDistributed(Dense(units))}).
 *
 * @param start how weights start: Glorot's way, as Keras does, or He's way times a gain
 */
public record Dense(int units, Start start, double gain) implements Layer {

  /** How weights start. */
  public enum Start {
    GLOROT,
    HE
  }

  /** As Keras starts it. */
  public Dense(int units) {
    this(units, Start.GLOROT, 1);
  }

  /** For layers around a ReLU. */
  public static Dense he(int units, double gain) {
    return new Dense(units, Start.HE, gain);
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> in = a.newest(x, steps);
    int channels = in.channels();
    T w =
        a.weight(
            "w",
            init ->
                start == Start.HE
                    ? init.he(channels, channels * units, gain)
                    : init.glorot(channels, units, channels * units),
            channels,
            units);
    return a.affine(in, w, a.row("b", units, 0), units);
  }
}
