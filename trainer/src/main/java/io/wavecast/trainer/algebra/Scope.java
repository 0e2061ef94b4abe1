package io.wavecast.trainer.algebra;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a layer defines its weights: a graph, a prefix for names, and the numbers that weights
 * start from.
 *
 * @param prefix what names begin with; empty at the root
 * @param type float to train, double to check gradients
 * @param params the arrays, which the graph shares with its sibling
 * @param training true for the graph that is trained: batch norm uses the batch, dropout drops
 */
public record Scope(
    SameDiff graph, String prefix, Init init, DataType type, Params params, boolean training) {

  /** The scope of a part: its names begin with this scope's. */
  public Scope inner(String name) {
    return new Scope(graph, full(prefix, name), init, type, params, training);
  }

  static String full(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  /** A placeholder; its name has no prefix. */
  public SDVariable placeHolder(String name, long... shape) {
    return graph.placeHolder(name, type, shape);
  }

  /** A trained weight that starts from {@code values}, row by row. */
  public SDVariable weight(String name, float[] values, int... shape) {
    INDArray array =
        params.weights().computeIfAbsent(full(prefix, name), n -> array(values, shape));
    return graph.var(full(prefix, name), array);
  }

  /** A value that is never trained. */
  public SDVariable constant(String name, float[] values, int... shape) {
    return graph.constant(full(prefix, name), array(values, shape));
  }

  /** A running mean, for the served graph; {@link #follow} says of what. */
  public SDVariable running(String name, float[] values, int... shape) {
    INDArray array =
        params.running().computeIfAbsent(full(prefix, name), n -> array(values, shape));
    return graph.constant(full(prefix, name), array);
  }

  /**
   * Lets a running mean follow a variable of the training graph, which has the same shape.
   *
   * @param name as given to {@link #running}
   * @param momentum share of the old value that a step keeps, in [0, 1)
   */
  public void follow(String name, SDVariable variable, double momentum) {
    INDArray mean = Objects.requireNonNull(params.running().get(full(prefix, name)), name);
    params.updates().put(full(prefix, name), new Params.Running(mean, variable.name(), momentum));
  }

  /**
   * What dropout multiplies with in the training graph: a placeholder that is 0 with probability
   * {@code rate}, else 1 / (1 - rate). Drawn at each step from the run's seed.
   *
   * @param shape sizes of its axes; -1 stands for the batch
   */
  public SDVariable dropout(String name, double rate, long... shape) {
    params.dropped().put(full(prefix, name), new Params.Dropped(rate, shape));
    return graph.placeHolder(full(prefix, name), type, shape);
  }

  private INDArray array(float[] values, int... shape) {
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape).dup('c');
  }
}
