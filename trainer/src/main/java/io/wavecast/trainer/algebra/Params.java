package io.wavecast.trainer.algebra;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays behind a network, shared by the graph that is trained and the one that is served, in
 * the order in which layers define them. Filled by {@link Scope} while graphs are built. Not
 * thread-safe.
 *
 * @param weights what the optimiser changes, by name
 * @param running what follows the batches without a gradient, by name: statistics of batch norm
 * @param updates how each of the running means is brought up to date, by name
 * @param dropped placeholders for dropout, by name
 */
public record Params(
    Map<String, INDArray> weights,
    Map<String, INDArray> running,
    Map<String, Running> updates,
    Map<String, Dropped> dropped) {

  /** Without arrays. */
  public Params() {
    this(
        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * A running mean that follows a variable of the training graph.
   *
   * @param mean its array
   * @param variable the variable's name
   * @param momentum share of the old value that a step keeps, in [0, 1)
   */
  public record Running(INDArray mean, String variable, double momentum) {}

  /**
   * A placeholder of the training graph that is 0 where something is dropped, else 1 / (1 - rate).
   *
   * @param shape sizes of its axes; -1 stands for the batch
   */
  public record Dropped(double rate, long... shape) {}

  /**
   * Moves a running mean.
   *
   * @param momentum share of the old value that is kept, in [0, 1)
   */
  public static void follow(INDArray mean, INDArray value, double momentum) {
    try (INDArray share = value.mul(1 - momentum)) {
      mean.muli(momentum).addi(share);
    }
  }

  /** Weights and running means: everything the served network needs. */
  public Map<String, INDArray> all() {
    Map<String, INDArray> all = new LinkedHashMap<>(weights);
    all.putAll(running);
    return all;
  }
}
