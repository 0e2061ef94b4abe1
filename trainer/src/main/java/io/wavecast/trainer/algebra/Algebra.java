package io.wavecast.trainer.algebra;

import java.util.List;
import java.util.function.Function;

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
    FLOOR,
    NEG,
    ASINH,
    SIGMOID,
    TANH
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

  default T sigmoid(T a) {
    return apply(Unary.SIGMOID, a);
  }

  default T tanh(T a) {
    return apply(Unary.TANH, a);
  }

  /**
   * Values without their sign where {@code signs} is -1, as they are where it is 1.
   *
   * @param a [rows, columns]
   * @param signs [columns]
   */
  T unsigned(T a, T signs);

  T plus(T a, double b);

  T times(T a, double b);

  /** Limits values to 0..1. */
  T clip(T a);

  /** The product of the last two axes, for each index of the axes before. */
  T matmul(T a, T b);

  /** The product of two matrices. */
  T product(T a, T b);

  /** a b + c, for two matrices. */
  T affine(T a, T b, T c);

  /** Another shape; the size -1 is inferred. */
  T reshape(T a, long... shape);

  /**
   * The indices {@code from} (inclusive) to {@code to} (exclusive) of an axis.
   *
   * @param rank number of axes of {@code a}
   */
  T slice(T a, int rank, int axis, int from, int to);

  /** A column of a matrix, [rows, 1]. */
  T column(T a, int index);

  T concat(int axis, List<T> parts);

  /** The largest value along an axis, which stays with size 1. */
  T max(T a, int axis);

  /** The sum along an axis, which stays with size 1. */
  T sum(T a, int axis);

  T constant(String name, float[] values, int... shape);

  /**
   * A trained weight. It has the same name in both graphs.
   *
   * @param start what training starts from, row by row
   */
  T weight(String name, Function<Init, float[]> start, int... shape);

  /** A trained row that starts from the same value everywhere and broadcasts over rows. */
  T row(String name, int size, float start);

  /** The algebra of a part, whose weights have names that begin with this one. */
  Algebra<T> inner(String name);

  /** Steps {@code from} (inclusive) to {@code to} (exclusive) of a sequence. */
  Seq<T> between(Seq<T> x, int from, int to);

  /** The newest {@code steps} steps of a sequence. */
  default Seq<T> newest(Seq<T> x, int steps) {
    return between(x, x.steps() - steps, x.steps());
  }

  /** A tensor [batch, steps, channels] as a sequence. */
  Seq<T> sequence(T values, int steps, int channels);

  /** The only step of a sequence, [batch, channels]; in a graph that is trained all steps. */
  T rows(Seq<T> x);

  /** Rows as a sequence; of one step in a graph that is served. */
  Seq<T> ofRows(T rows, int steps, int channels);

  /** The sequence as one step: its steps side by side, oldest first. */
  Seq<T> flat(Seq<T> x);

  /** The steps one by one, each with the axes that {@link #stack} takes. */
  List<T> unstack(Seq<T> x);

  /** A sequence of steps. */
  Seq<T> stack(List<T> steps, int channels);

  /** The batch, then the batch upside down. */
  Seq<T> withMirrored(Seq<T> x);

  /** The sum of sequences of one shape. */
  Seq<T> add(Seq<T> x, Seq<T> y);

  /** x w + b at each step, w [channels, units]. */
  Seq<T> affine(Seq<T> x, T w, T b, int units);

  /** Softmax over the channels of each step. */
  Seq<T> softmax(Seq<T> x);

  /**
   * The first half of the channels through tanh, times the second half through the logistic
   * function.
   *
   * @param tanhs how often tanh is applied, at least once
   */
  Seq<T> gated(Seq<T> x, int tanhs);

  /**
   * Sets channels to zero in training, the same at all steps, and scales the others.
   *
   * @param name of the place, which decides what is dropped
   * @param rate the share that is dropped, in [0, 1)
   */
  Seq<T> dropout(String name, Seq<T> x, double rate);

  /**
   * Batch normalisation with the weights {@code gamma}, {@code beta} and the running {@code mean}
   * and {@code variance}.
   *
   * @param momentum share of a running mean that a step keeps
   * @param epsilon is added to the variance
   */
  Seq<T> batchNorm(Seq<T> x, double momentum, double epsilon);

  /**
   * A convolution over time with the weights {@code w} [kernel, channels, filters] and {@code b};
   * zeros before the first step where the input is too short for the newest {@code steps} outputs.
   *
   * @param x the newest steps that the outputs depend on, or all there are
   */
  Seq<T> convolution(Seq<T> x, int steps, int filters, int kernel, int stride, int dilation);

  /** Pictures [batch, channels, side, side] as a grid. */
  Grid<T> grid(T pictures, int side, int channels);

  /** The cells of a grid side by side, row by row, as one step. */
  Seq<T> flat(Grid<T> x);

  /**
   * A convolution over pictures with the weight {@code w} [cells * channels, filters], then batch
   * normalisation.
   *
   * @param halves true for 2 x 2 cells side by side, which halve the picture, false for 3 x 3 cells
   *     with zeros around the picture
   */
  Grid<T> convolution(Grid<T> x, int filters, boolean halves, double momentum, double epsilon);

  /**
   * The newest hidden states of an LSTM with the weights {@code w} [channels + units, 4 units],
   * gates i, z, f, o, and {@code b}.
   */
  Seq<T> lstm(Seq<T> x, int steps, int units);

  /**
   * The newest hidden states of a GRU with the weights {@code wx} [channels, 3 units], gates r, u,
   * c, {@code wh} and {@code b}.
   *
   * @param twoBiases whether there is a recurrent bias {@code d}, as in Keras
   */
  Seq<T> gru(Seq<T> x, int steps, int units, boolean twoBiases);

  /**
   * The newest hidden states of a simple recurrent layer with the weights {@code w} [channels,
   * units], {@code u} and {@code b}.
   */
  Seq<T> rnn(Seq<T> x, int steps, int units);
}
