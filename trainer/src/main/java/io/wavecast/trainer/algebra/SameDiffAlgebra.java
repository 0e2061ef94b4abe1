package io.wavecast.trainer.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Operations of a graph that is trained. Layers start as in Keras. */
public record SameDiffAlgebra(Scope scope) implements Algebra<SDVariable> {
  private static final int FORGET = 2;

  private SameDiff graph() {
    return scope.graph();
  }

  @Override
  public SDVariable apply(Binary op, SDVariable a, SDVariable b) {
    return switch (op) {
      case ADD -> a.add(b);
      case SUB -> a.sub(b);
      case MUL -> a.mul(b);
      case DIV -> a.div(b);
    };
  }

  @Override
  public SDVariable apply(Unary op, SDVariable a) {
    return switch (op) {
      // ND4J's own has the same values; its gradient takes a fifth of a small network's time
      case RELU -> a.add(graph().math().abs(a)).mul(0.5);
      case ABS -> graph().math().abs(a);
      case SQRT -> graph().math().sqrt(a);
      case FLOOR -> graph().math().floor(a);
      case NEG -> a.neg();
      case ASINH -> graph().math().asinh(a);
      case SIGMOID -> graph().nn().sigmoid(a);
      case TANH -> graph().math().tanh(a);
    };
  }

  /** By masks: the gradient of ND4J's maximum counts equal values twice. */
  @Override
  public SDVariable unsigned(SDVariable a, SDVariable signs) {
    SDVariable row = signs.reshape(1, -1);
    SDVariable kept = a.mul(row.add(1).mul(0.5));
    return kept.add(graph().math().abs(a).mul(row.rsub(1).mul(0.5)));
  }

  @Override
  public SDVariable plus(SDVariable a, double b) {
    return a.add(b);
  }

  @Override
  public SDVariable times(SDVariable a, double b) {
    return a.mul(b);
  }

  @Override
  public SDVariable clip(SDVariable a) {
    return graph().math().clipByValue(a, 0, 1);
  }

  @Override
  public SDVariable matmul(SDVariable a, SDVariable b) {
    return graph().mmul(a, b);
  }

  @Override
  public SDVariable product(SDVariable a, SDVariable b) {
    return a.mmul(b);
  }

  /** ND4J's {@code linear} was seen to give wrong values in large graphs. */
  @Override
  public SDVariable affine(SDVariable a, SDVariable b, SDVariable c) {
    return a.mmul(b).add(c);
  }

  @Override
  public SDVariable reshape(SDVariable a, long... shape) {
    return a.reshape(shape);
  }

  @Override
  public SDVariable slice(SDVariable a, int rank, int axis, int from, int to) {
    SDIndex[] index = new SDIndex[rank];
    Arrays.fill(index, SDIndex.all());
    index[axis] = SDIndex.interval(from, to);
    return a.get(index);
  }

  @Override
  public SDVariable column(SDVariable a, int index) {
    return slice(a, 2, 1, index, index + 1);
  }

  @Override
  public SDVariable concat(int axis, List<SDVariable> parts) {
    return graph().concat(axis, parts.toArray(SDVariable[]::new));
  }

  @Override
  public SDVariable max(SDVariable a, int axis) {
    return a.max(true, axis);
  }

  @Override
  public SDVariable sum(SDVariable a, int axis) {
    return a.sum(true, axis);
  }

  @Override
  public SDVariable constant(String name, float[] values, int... shape) {
    return scope.constant(name, values, shape);
  }

  @Override
  public SDVariable weight(String name, Function<Init, float[]> start, int... shape) {
    return scope.weight(name, start.apply(scope.init()), shape);
  }

  @Override
  public SDVariable row(String name, int size, float start) {
    return weight(name, init -> Init.constant(size, start), 1, size);
  }

  @Override
  public SameDiffAlgebra inner(String name) {
    return new SameDiffAlgebra(scope.inner(name));
  }

  @Override
  public Seq<SDVariable> between(Seq<SDVariable> x, int from, int to) {
    return to - from == x.steps()
        ? x
        : new Seq<>(slice(x.value(), 3, 0, from, to), to - from, x.channels());
  }

  @Override
  public Seq<SDVariable> sequence(SDVariable values, int steps, int channels) {
    // contiguous, as recurrent operations want it
    SDVariable timeFirst = values.permute(1, 0, 2).reshape(steps, -1, channels);
    return new Seq<>(timeFirst, steps, channels);
  }

  @Override
  public SDVariable rows(Seq<SDVariable> x) {
    return x.value().reshape(-1, x.channels());
  }

  @Override
  public Seq<SDVariable> ofRows(SDVariable rows, int steps, int channels) {
    return new Seq<>(rows.reshape(steps, -1, channels), steps, channels);
  }

  @Override
  public Seq<SDVariable> flat(Seq<SDVariable> x) {
    int width = x.steps() * x.channels();
    return new Seq<>(x.value().permute(1, 0, 2).reshape(1, -1, width), 1, width);
  }

  /** A copy of the list: the array that ND4J's operation gives out is its own. */
  @Override
  public List<SDVariable> unstack(Seq<SDVariable> x) {
    return List.of(graph().unstack(x.value(), 0, x.steps()));
  }

  @Override
  public Seq<SDVariable> stack(List<SDVariable> steps, int channels) {
    SDVariable all = graph().stack(0, steps.toArray(SDVariable[]::new));
    return new Seq<>(all, steps.size(), channels);
  }

  @Override
  public Seq<SDVariable> withMirrored(Seq<SDVariable> x) {
    return x.with(graph().concat(1, x.value(), x.value().neg()));
  }

  @Override
  public Seq<SDVariable> add(Seq<SDVariable> x, Seq<SDVariable> y) {
    return x.with(x.value().add(y.value()));
  }

  @Override
  public Seq<SDVariable> affine(Seq<SDVariable> x, SDVariable w, SDVariable b, int units) {
    return ofRows(affine(rows(x), w, b), x.steps(), units);
  }

  @Override
  public Seq<SDVariable> softmax(Seq<SDVariable> x) {
    SDVariable rows = rows(x);
    SDVariable e = graph().math().exp(rows.sub(rows.max(true, 1)));
    return ofRows(e.div(e.sum(true, 1)), x.steps(), x.channels());
  }

  /** tanh(a) is 2 sigmoid(2 a) - 1: ND4J's tanh takes three times as long as its sigmoid. */
  @Override
  public Seq<SDVariable> gated(Seq<SDVariable> x, int tanhs) {
    int half = x.channels() / 2;
    float[] twice = Init.constant(x.channels(), 1);
    Arrays.fill(twice, 0, half, 2);
    SDVariable scaled = rows(x).mul(constant("twice", twice, 1, x.channels()));
    SDVariable[] halves = graph().split(graph().nn().sigmoid(scaled), 2, 1);
    SDVariable a = halves[0].mul(2).sub(1);
    for (int again = 1; again < tanhs; again++) {
      a = tanh(a);
    }
    return ofRows(a.mul(halves[1]), x.steps(), half);
  }

  @Override
  public Seq<SDVariable> dropout(String name, Seq<SDVariable> x, double rate) {
    return !scope.training() || rate == 0
        ? x
        : x.with(x.value().mul(scope.dropout(name, rate, 1, -1, x.channels())));
  }

  @Override
  public Seq<SDVariable> batchNorm(Seq<SDVariable> x, double momentum, double epsilon) {
    SDVariable normed = batchNorm(rows(x), x.channels(), momentum, epsilon);
    return ofRows(normed, x.steps(), x.channels());
  }

  /** Batch normalisation of rows [n, channels]. */
  private SDVariable batchNorm(SDVariable rows, int channels, double momentum, double epsilon) {
    SDVariable gamma = row("gamma", channels, 1);
    SDVariable beta = row("beta", channels, 0);
    SDVariable mean = scope.running("mean", new float[channels], 1, channels);
    SDVariable variance = scope.running("variance", Init.constant(channels, 1), 1, channels);
    if (scope.training()) {
      mean = rows.mean(true, 0);
      SDVariable away = rows.sub(mean);
      variance = away.mul(away).mean(true, 0);
      scope.follow("mean", mean, momentum);
      scope.follow("variance", variance, momentum);
    }
    SDVariable scale = gamma.div(sqrt(variance.add(epsilon)));
    return rows.sub(mean).mul(scale).add(beta);
  }

  /** The taps of each output side by side, times the weights, plus the bias. */
  @Override
  public Seq<SDVariable> convolution(
      Seq<SDVariable> x, int steps, int filters, int kernel, int stride, int dilation) {
    int reach = (steps - 1) * stride + (kernel - 1) * dilation + 1;
    Seq<SDVariable> seen = padded(x, reach);
    List<SDVariable> taps = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      int from = k * dilation;
      int to = from + (steps - 1) * stride + 1;
      taps.add(
          stride == 1
              ? between(seen, from, to).value()
              : seen.value()
                  .get(
                      SDIndex.interval(/* begin= */ from, /* strides= */ stride, /* end= */ to),
                      SDIndex.all(),
                      SDIndex.all()));
    }
    int fanIn = kernel * x.channels();
    SDVariable side = kernel == 1 ? taps.get(0) : concat(2, taps);
    SDVariable w = glorot("w", fanIn, kernel * filters, fanIn, filters);
    return affine(new Seq<>(side, steps, fanIn), w, row("b", filters, 0), filters);
  }

  @Override
  public Grid<SDVariable> grid(SDVariable pictures, int side, int channels) {
    return new Grid<>(pictures.permute(2, 3, 0, 1), side, channels);
  }

  @Override
  public Seq<SDVariable> flat(Grid<SDVariable> x) {
    int width = x.side() * x.side() * x.channels();
    return ofRows(x.value().permute(2, 0, 1, 3).reshape(-1, width), 1, width);
  }

  @Override
  public Grid<SDVariable> convolution(
      Grid<SDVariable> x, int filters, boolean halves, double momentum, double epsilon) {
    SDVariable cells = halves ? blocks(x) : neighbourhoods(x);
    int fanIn = (halves ? 4 : 9) * x.channels();
    SDVariable w = weight("w", init -> init.he(fanIn, fanIn * filters, 1), fanIn, filters);
    SDVariable normed = batchNorm(cells.mmul(w), filters, momentum, epsilon);
    int side = halves ? x.side() / 2 : x.side();
    return new Grid<>(normed.reshape(side, side, -1, filters), side, filters);
  }

  /**
   * For each cell the channels of its 3 x 3 neighbourhood, row by row: [cells * batch, 9 channels].
   * One column of zeros behind each row serves both edges, so that every neighbour is a step of the
   * flattened grid away.
   */
  private SDVariable neighbourhoods(Grid<SDVariable> x) {
    int wide = x.side() + 1;
    int cells = x.side() * wide;
    SDVariable column = slice(x.value(), 4, 1, 0, 1).mul(0);
    SDVariable flat = concat(1, List.of(x.value(), column)).reshape(cells, -1, x.channels());
    SDVariable margin = slice(flat, 3, 0, 0, wide + 1).mul(0);
    SDVariable padded = concat(0, List.of(margin, flat, margin));
    List<SDVariable> taps = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      int from = (i / 3) * wide + i % 3;
      taps.add(slice(padded, 3, 0, from, from + cells));
    }
    SDVariable all = concat(2, taps).reshape(x.side(), wide, -1, 9L * x.channels());
    return slice(all, 4, 1, 0, x.side()).reshape(-1, 9L * x.channels());
  }

  /** For each block of 2 x 2 cells their channels, row by row: [cells / 4 * batch, 4 channels]. */
  private static SDVariable blocks(Grid<SDVariable> x) {
    int half = x.side() / 2;
    // height, in, width, in, batch * channels: the batch must stay outside of a block's values
    return x.value()
        .reshape(half, 2, half, 2, -1, x.channels())
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(-1, 4L * x.channels());
  }

  /** The newest steps, behind zeros where there are too few. */
  private Seq<SDVariable> padded(Seq<SDVariable> x, int steps) {
    if (steps <= x.steps()) {
      return newest(x, steps);
    }
    int zeros = Math.min(steps - x.steps(), x.steps());
    SDVariable none = between(x, 0, zeros).value().mul(0);
    return padded(
        new Seq<>(concat(0, List.of(none, x.value())), x.steps() + zeros, x.channels()), steps);
  }

  /** A weight [rows, columns] that starts in Glorot's way. */
  private SDVariable glorot(String name, int fanIn, int fanOut, int rows, int columns) {
    return weight(name, init -> init.glorot(fanIn, fanOut, rows * columns), rows, columns);
  }

  private SDVariable orthogonal(String name, int units, int columns) {
    return weight(name, init -> init.orthogonal(units, columns), units, columns);
  }

  /** The state before the first step, zeros [batch, units]. */
  private SDVariable zeroState(Seq<SDVariable> x, int units) {
    SDVariable column = between(x, 0, 1).value().mean(true, 2).mul(0);
    SDVariable ones = constant("ones", Init.constant(units, 1), 1, 1, units);
    return column.mul(ones).reshape(-1, units);
  }

  /** The forget gate's bias starts at 1. */
  @Override
  public Seq<SDVariable> lstm(Seq<SDVariable> x, int steps, int units) {
    int in = x.channels();
    SDVariable w =
        weight(
            "w",
            init -> {
              float[] all =
                  Arrays.copyOf(
                      init.glorot(in, 4 * units, in * 4 * units), (in + units) * 4 * units);
              float[] recurrent = init.orthogonal(units, 4 * units);
              System.arraycopy(recurrent, 0, all, in * 4 * units, recurrent.length);
              return all;
            },
            in + units,
            4 * units);
    float[] forget = new float[4 * units];
    Arrays.fill(forget, FORGET * units, (FORGET + 1) * units, 1);
    SDVariable b = weight("b", init -> forget, 4 * units);
    SDVariable all = LstmOp.hidden(scope, x, zeroState(x, units), w, b, units);
    return newest(new Seq<>(all, x.steps(), units), steps);
  }

  @Override
  public Seq<SDVariable> gru(Seq<SDVariable> x, int steps, int units, boolean twoBiases) {
    SDVariable wx = glorot("wx", x.channels(), 3 * units, x.channels(), 3 * units);
    SDVariable wh = orthogonal("wh", units, 3 * units);
    if (twoBiases) {
      return newest(kerasGru(x, units, wx, wh), steps);
    }
    SDVariable b = weight("b", init -> new float[3 * units], 3 * units);
    GruOp op = new GruOp(graph(), x, zeroState(x, units), wx, wh, b, units);
    return newest(new Seq<>(op.outputVariable(), x.steps(), units), steps);
  }

  /** Step by step: ND4J's operation has no place for the second bias. */
  private Seq<SDVariable> kerasGru(Seq<SDVariable> x, int units, SDVariable wx, SDVariable wh) {
    SDVariable b = row("b", 3 * units, 0);
    SDVariable d = row("d", 3 * units, 0);
    List<SDVariable> states = new ArrayList<>();
    SDVariable h = zeroState(x, units);
    for (SDVariable fromX : unstack(affine(x, wx, b, 3 * units))) {
      SDVariable fromH = affine(h, wh, d);
      SDVariable gates =
          sigmoid(slice(fromX, 2, 1, 0, 2 * units).add(slice(fromH, 2, 1, 0, 2 * units)));
      SDVariable reset = slice(gates, 2, 1, 0, units);
      SDVariable update = slice(gates, 2, 1, units, 2 * units);
      SDVariable recurrent = slice(fromH, 2, 1, 2 * units, 3 * units);
      SDVariable c = tanh(slice(fromX, 2, 1, 2 * units, 3 * units).add(reset.mul(recurrent)));
      h = c.add(update.mul(h.sub(c)));
      states.add(h);
    }
    return stack(states, units);
  }

  @Override
  public Seq<SDVariable> rnn(Seq<SDVariable> x, int steps, int units) {
    SDVariable w = glorot("w", x.channels(), units, x.channels(), units);
    SDVariable u = orthogonal("u", units, units);
    List<SDVariable> fromX = unstack(affine(x, w, row("b", units, 0), units));
    SDVariable[] h = new SDVariable[x.steps()];
    for (int t = 0; t < h.length; t++) {
      h[t] = tanh(t == 0 ? fromX.get(t) : fromX.get(t).add(h[t - 1].mmul(u)));
    }
    List<SDVariable> newest =
        IntStream.range(h.length - steps, h.length).mapToObj(t -> h[t]).toList();
    return stack(newest, units);
  }
}
