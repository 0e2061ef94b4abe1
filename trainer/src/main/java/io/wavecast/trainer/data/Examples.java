package io.wavecast.trainer.data;

/**
 * Examples to learn from or to be judged by: what a batch is made of.
 *
 * @param <S> the kind itself
 */
public interface Examples<S extends Examples<S>> {

  /** How many there are, at least 1. */
  int size();

  /** Rows {@code from} (inclusive) to {@code to} (exclusive). */
  S slice(int from, int to);

  /** The rows at {@code rows[from..to)}, in that order. */
  S pick(int[] rows, int from, int to);
}
