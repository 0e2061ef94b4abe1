package io.wavecast.trainer.layer;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A batch of sequences in the graph that is trained: [steps, batch, channels], newest step last.
 *
 * <p>Time comes first so that one step of the batch is contiguous in memory, and a matrix product
 * over all steps needs no copy.
 *
 * @param steps how many steps, at least 1
 * @param channels values in a step
 */
public record Seq(SDVariable value, int steps, int channels) {

  /** All steps below one another: [steps * batch, channels]. */
  SDVariable rows() {
    return value.reshape(-1, channels);
  }

  /** A sequence of the same length whose rows are {@code rows}. */
  Seq withRows(SDVariable rows, int channels) {
    return new Seq(rows.reshape(steps, -1, channels), steps, channels);
  }

  /** Steps {@code from} (inclusive) to {@code to} (exclusive). */
  public SDVariable between(int from, int to) {
    return from == 0 && to == steps
        ? value
        : value.get(SDIndex.interval(from, to), SDIndex.all(), SDIndex.all());
  }

  /** The first {@code n} steps. */
  public Seq oldest(int n) {
    return n == steps ? this : new Seq(between(0, n), n, channels);
  }

  /** The newest {@code n} steps. */
  public Seq newest(int n) {
    return n == steps ? this : new Seq(between(steps - n, steps), n, channels);
  }
}
