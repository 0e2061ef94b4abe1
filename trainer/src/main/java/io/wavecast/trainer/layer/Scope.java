package io.wavecast.trainer.layer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a layer defines its weights: a graph, a prefix for names, and the numbers that weights
 * start from.
 *
 * @param type float to train, double to check gradients
 */
public record Scope(SameDiff graph, String prefix, Init init, DataType type) {

  /** The scope of a part: its names begin with this scope's. */
  public Scope inner(String name) {
    return new Scope(graph, prefix + "." + name, init, type);
  }

  /** A trained weight that starts from {@code values}, row by row. */
  SDVariable weight(String name, float[] values, int... shape) {
    return graph.var(prefix + "." + name, array(values, shape));
  }

  /** A value that is never trained. */
  SDVariable constant(String name, float[] values, int... shape) {
    return graph.constant(prefix + "." + name, array(values, shape));
  }

  private INDArray array(float[] values, int... shape) {
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  /** Zeros of the shape [1, batch, channels], for the step before the first one of {@code x}. */
  SDVariable zeroState(Seq x, int channels) {
    SDVariable column = x.between(0, 1).mean(true, 2).mul(0);
    return column.mul(constant("ones", Init.constant(channels, 1), 1, 1, channels));
  }
}
