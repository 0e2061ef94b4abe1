package io.wavecast.trainer.data;

import java.util.stream.IntStream;

/**
 * Examples to learn from or to be judged by: what a batch is made of.
 *
 * @param <S> the kind itself
 */
public interface Examples<S extends Examples<S>> {

  /** How many there are, at least 1. */
  int size();

  /** Some rows, copied, in this order. */
  S pick(int... rows);

  /** Rows {@code from} (inclusive) to {@code to} (exclusive), copied. */
  default S slice(int from, int to) {
    return pick(IntStream.range(from, to).toArray());
  }
}
