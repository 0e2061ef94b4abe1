package io.wavecast.trainer.sketch;

/**
 * The few operations that make a picture of points, over tensors of a graph that is trained or of
 * one that is served. What is written against it exists once, so the two cannot differ. Shapes are
 * broadcast as in numpy.
 *
 * @param <T> a tensor
 */
interface Algebra<T> {
  T add(T a, T b);

  T sub(T a, T b);

  T mul(T a, T b);

  T div(T a, T b);

  T plus(T a, double b);

  T times(T a, double b);

  /** max(a, 0). */
  T relu(T a);

  /** a, but at least 0 and at most 1. */
  T clip(T a);

  T abs(T a);

  T sqrt(T a);

  /** The largest whole number that is not larger. */
  T floor(T a);

  /** The product of the last two axes, for each of the axes before. */
  T matmul(T a, T b);

  /** Another shape; -1 takes what is left. */
  T reshape(T a, long... shape);

  /** Places {@code from} (inclusive) to {@code to} (exclusive) of an axis. */
  T slice(T a, int rank, int axis, int from, int to);

  T concat(int axis, java.util.List<T> parts);

  /** The largest value along an axis, which keeps its place with size 1. */
  T max(T a, int axis);

  /** The sum along an axis, which keeps its place with size 1. */
  T sum(T a, int axis);

  T constant(String name, float[] values, int... shape);
}
