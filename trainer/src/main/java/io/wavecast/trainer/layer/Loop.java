package io.wavecast.trainer.layer;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A recurrent layer step by step, as the notebook's own RNN class: {@code h = cell(x W + h U + b)},
 * state zero before the first step.
 */
final class Loop {
  private Loop() {}

  /** The next hidden state from x W + h U + b, [batch, units]. */
  @FunctionalInterface
  interface Cell {
    SDVariable next(SDVariable sum);
  }

  /**
   * The hidden states.
   *
   * @param w [in, units]
   * @param u [units, units]
   * @param b [1, units]
   */
  static Seq run(
      Scope scope, Seq x, int units, SDVariable w, SDVariable u, SDVariable b, Cell cell) {
    Seq fromX = x.withRows(x.rows().mmul(w).add(b), units);
    // a copy: the array that unstack gives out is the op's own
    SDVariable[] h = scope.graph().unstack(fromX.value(), 0, x.steps()).clone();
    h[0] = cell.next(h[0]);
    for (int t = 1; t < h.length; t++) {
      h[t] = cell.next(h[t].add(h[t - 1].mmul(u)));
    }
    return new Seq(scope.graph().stack(0, h), x.steps(), units);
  }
}
