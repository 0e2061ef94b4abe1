package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import java.util.List;

/**
 * One layer of a network, written once against {@link Algebra}: in a graph that is trained, and in
 * one that is served. A test compares the two for every layer.
 *
 * <p>Layers know nothing of the number of input channels until they see their input, as in Keras.
 * Only the newest steps that are asked for are given out; what those steps do not depend on is not
 * computed ({@link #reach}).
 */
public sealed interface Layer
    permits Ascending,
        BatchNorm,
        Conv1D,
        DeadZone,
        Dense,
        Dropout,
        Flatten,
        GatedWaveNet,
        Gru,
        Lstm,
        Mirrored,
        NBeats,
        NormRnn,
        Relu,
        Repeat,
        Residual,
        Shares,
        SimpleRnn,
        Strided {

  /** The {@link #reach} of a layer that depends on every step since the first. */
  int WHOLE = Integer.MAX_VALUE;

  /** Steps that leave the layer when {@code steps} enter it. */
  default int length(int steps) {
    return steps;
  }

  /** Input steps from one output to the next. */
  default int stride() {
    return 1;
  }

  /** How many of the newest input steps decide the newest {@code steps} outputs. */
  default int reach(int steps) {
    return steps;
  }

  /**
   * Adds the layer to a graph.
   *
   * @param x the newest steps of the input, those that {@link #reach} asks for or all that exist
   * @param steps how many of the newest steps to give out
   */
  <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps);

  /** Adds layers that look at one step at a time, one after the other. */
  static <T> Seq<T> all(Algebra<T> a, List<Layer> layers, Seq<T> x) {
    Seq<T> out = x;
    for (int i = 0; i < layers.size(); i++) {
      out = layers.get(i).apply(a.inner("" + i), out, layers.get(i).length(out.steps()));
    }
    return out;
  }
}
