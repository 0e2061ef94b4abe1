package io.wavecast.trainer.algebra;

import java.util.List;

/**
 * Operations on tensors of a graph that is trained ({@link SameDiffAlgebra}) or served ({@link
 * OnnxAlgebra}). A computation that is written against it exists once, so the two graphs cannot
 * differ. Shapes broadcast as in numpy.
 *
 * @param <T> a tensor
 */
public interface Algebra<T> {
  /** Operations on two tensors, element by element. */
  enum Binary {
    ADD,
    SUB,
    MUL,
    DIV
  }

  /** Operations on each element; RELU is max(a, 0), FLOOR rounds down to integers. */
  enum Unary {
    RELU,
    ABS,
    SQRT,
    FLOOR
  }

  T apply(Binary op, T a, T b);

  T apply(Unary op, T a);

  default T add(T a, T b) {
    return apply(Binary.ADD, a, b);
  }

  default T sub(T a, T b) {
    return apply(Binary.SUB, a, b);
  }

  default T mul(T a, T b) {
    return apply(Binary.MUL, a, b);
  }

  default T div(T a, T b) {
    return apply(Binary.DIV, a, b);
  }

  default T relu(T a) {
    return apply(Unary.RELU, a);
  }

  default T abs(T a) {
    return apply(Unary.ABS, a);
  }

  default T sqrt(T a) {
    return apply(Unary.SQRT, a);
  }

  default T floor(T a) {
    return apply(Unary.FLOOR, a);
  }

  T plus(T a, double b);

  T times(T a, double b);

  /** Limits values to 0..1. */
  T clip(T a);

  /** The product of the last two axes, for each index of the axes before. */
  T matmul(T a, T b);

  /** Another shape; the size -1 is inferred. */
  T reshape(T a, long... shape);

  /**
   * The indices {@code from} (inclusive) to {@code to} (exclusive) of an axis.
   *
   * @param rank number of axes of {@code a}
   */
  T slice(T a, int rank, int axis, int from, int to);

  T concat(int axis, List<T> parts);

  /** The largest value along an axis, which stays with size 1. */
  T max(T a, int axis);

  /** The sum along an axis, which stays with size 1. */
  T sum(T a, int axis);

  T constant(String name, float[] values, int... shape);
}
