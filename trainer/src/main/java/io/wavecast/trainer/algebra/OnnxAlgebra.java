package io.wavecast.trainer.algebra;

import io.wavecast.trainer.algebra.Seq.Layout;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Operations of a graph that is served; a tensor is its name.
 *
 * @param weights trained weights, by the names that {@link SameDiffAlgebra} gave them
 */
public record OnnxAlgebra(OnnxGraphBuilder graph, Weights weights) implements Algebra<String> {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  /** The order i, o, f, c of ONNX's gates in i, z, f, o. */
  private static final int[] LSTM_GATES = {0, 3, 2, 1};

  /** The order z (update), r, h of ONNX's gates in r, u, c. */
  private static final int[] GRU_GATES = {1, 0, 2};

  /** Without weights. */
  public OnnxAlgebra(OnnxGraphBuilder graph) {
    this(graph, new Weights(Map.of(), ""));
  }

  @Override
  public String apply(Binary op, String a, String b) {
    return graph.node(name(op), List.of(a, b));
  }

  @Override
  public String apply(Unary op, String a) {
    return graph.node(name(op), List.of(a));
  }

  /** ONNX's spelling, e.g. {@code Add}. */
  private static String name(Enum<?> op) {
    return op.name().charAt(0) + op.name().substring(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String unsigned(String a, String signs) {
    return graph.node("Max", List.of(a, mul(a, signs)));
  }

  @Override
  public String plus(String a, double b) {
    return add(a, scalar(b));
  }

  @Override
  public String times(String a, double b) {
    return mul(a, scalar(b));
  }

  /** The mean of tensors of one shape. */
  public String mean(List<String> tensors) {
    String sum = tensors.stream().reduce(this::add).orElseThrow();
    return tensors.size() == 1 ? sum : times(sum, 1.0 / tensors.size());
  }

  /** A constant [1]. */
  public String scalar(double value) {
    return graph.floats("scalar", new float[] {(float) value}, 1);
  }

  /** Along the last axis. */
  public String softmax(String a) {
    return graph.node("Softmax", List.of(a), "axis", -1);
  }

  @Override
  public String clip(String a) {
    return graph.node(
        "Clip",
        List.of(a, graph.floats("least", new float[] {0}), graph.floats("most", new float[] {1})));
  }

  /** a / n, rounded down; exact for integers of at least 0 when n is a power of 2. */
  public String floorDiv(String a, int n) {
    return floor(times(a, 1.0 / n));
  }

  /** a modulo n, under the same conditions. */
  public String mod(String a, int n) {
    return sub(a, times(floorDiv(a, n), n));
  }

  /** 1 - a. */
  public String not(String a) {
    return sub(scalar(1), a);
  }

  /** a where the mask is 1, b where it is 0. */
  public String select(String mask, String a, String b) {
    return add(mul(mask, a), mul(not(mask), b));
  }

  /** 1 where a is above the limit, else 0. */
  public String above(String a, double limit) {
    String isAbove = graph.node("Greater", List.of(a, scalar(limit)));
    return graph.node("Cast", List.of(isAbove), "to", FLOAT);
  }

  @Override
  public String matmul(String a, String b) {
    return graph.node("MatMul", List.of(a, b));
  }

  @Override
  public String product(String a, String b) {
    return graph.node("Gemm", List.of(a, b));
  }

  @Override
  public String affine(String a, String b, String c) {
    return graph.node("Gemm", List.of(a, b, c));
  }

  @Override
  public String reshape(String a, long... shape) {
    return graph.reshape(a, shape);
  }

  @Override
  public String slice(String a, int rank, int axis, int from, int to) {
    return slice(a, axis, from, to);
  }

  /** The indices from..to-1 of an axis. */
  public String slice(String a, int axis, int from, int to) {
    return graph.node(
        "Slice",
        List.of(a, graph.longs("from", from), graph.longs("to", to), graph.longs("axis", axis)));
  }

  @Override
  public String column(String a, int index) {
    return graph.node("Gather", List.of(a, graph.longs("column", index)), "axis", 1);
  }

  /** The given columns of the last axis. */
  public String columns(String a, String indices) {
    return graph.node("Gather", List.of(a, indices), "axis", -1);
  }

  /** The rows of a table at indices that are floats. One axis more: the table's columns. */
  public String rows(String table, String indices) {
    String integers = graph.node("Cast", List.of(indices), "to", INT64);
    return graph.node("Gather", List.of(table, integers), "axis", 0);
  }

  /** The numbers of the rows at which a mask [rows, 1] is not 0. */
  public String rowsAt(String mask) {
    return graph.reshape(graph.node("NonZero", List.of(graph.reshape(mask, -1))), -1);
  }

  /** The rows of those numbers. */
  public String rowsOf(String a, String numbers) {
    return graph.node("Gather", List.of(a, numbers), "axis", 0);
  }

  /** a with other rows at those numbers. */
  public String withRows(String a, String numbers, String rows) {
    return graph.node("ScatterND", List.of(a, graph.reshape(numbers, -1, 1), rows));
  }

  @Override
  public String concat(int axis, List<String> parts) {
    return graph.node("Concat", parts, "axis", axis);
  }

  @Override
  public String max(String a, int axis) {
    return graph.node("ReduceMax", List.of(a), "axes", new long[] {axis}, "keepdims", 1);
  }

  @Override
  public String sum(String a, int axis) {
    return graph.node("ReduceSum", List.of(a, graph.longs("axis", axis)), "keepdims", 1);
  }

  @Override
  public String constant(String name, float[] values, int... shape) {
    return graph.floats(name, values, shape);
  }

  @Override
  public String weight(String name, Function<Init, float[]> start, int... shape) {
    return graph.floats(name, weights.get(name), shape);
  }

  @Override
  public String row(String name, int size, float start) {
    return graph.floats(name, weights.get(name), size);
  }

  @Override
  public OnnxAlgebra inner(String name) {
    return new OnnxAlgebra(graph, weights.inner(name));
  }

  /** A table whose row i is 1 in the column (i + shift) % columns, else 0. */
  public String oneHot(int rows, int columns, int shift) {
    float[] table = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      table[i * columns + (i + shift) % columns] = 1;
    }
    return graph.floats("hot", table, rows, columns);
  }

  @Override
  public Seq<String> between(Seq<String> x, int from, int to) {
    return to - from == x.steps()
        ? x
        : new Seq<>(
            slice(x.value(), x.layout().timeAxis(), from, to), x.layout(), to - from, x.channels());
  }

  @Override
  public Seq<String> sequence(String values, int steps, int channels) {
    return new Seq<>(values, Layout.BATCH_TIME, steps, channels);
  }

  /** A sequence with its axes in another order. */
  public Seq<String> as(Seq<String> x, Layout layout) {
    if (x.layout() == layout) {
      return x;
    }
    if (layout == Layout.ROWS) {
      if (x.steps() != 1) {
        throw new IllegalArgumentException("rows hold one step, got: " + x.steps());
      }
      return turned(x, layout, "Squeeze", x.layout().timeAxis());
    }
    if (x.layout() == Layout.ROWS) {
      return turned(x, layout, "Unsqueeze", layout.timeAxis());
    }
    String all =
        graph.node("Transpose", List.of(x.value()), "perm", x.layout().permutationTo(layout));
    return new Seq<>(all, layout, x.steps(), x.channels());
  }

  private Seq<String> turned(Seq<String> x, Layout layout, String op, int axis) {
    String all = graph.node(op, List.of(x.value(), graph.longs("axis", axis)));
    return new Seq<>(all, layout, 1, x.channels());
  }

  @Override
  public String rows(Seq<String> x) {
    return as(x, Layout.ROWS).value();
  }

  @Override
  public Seq<String> ofRows(String rows, int steps, int channels) {
    return new Seq<>(rows, Layout.ROWS, 1, channels);
  }

  @Override
  public Seq<String> flat(Seq<String> x) {
    int width = x.steps() * x.channels();
    return ofRows(reshape(as(x, Layout.BATCH_TIME).value(), 0, width), 1, width);
  }

  @Override
  public List<String> unstack(Seq<String> x) {
    return graph.split(as(x, Layout.TIME_BATCH).value(), 0, x.steps(), 1);
  }

  @Override
  public Seq<String> stack(List<String> steps, int channels) {
    String all = steps.size() == 1 ? steps.get(0) : concat(0, steps);
    return new Seq<>(all, steps.size(), channels);
  }

  @Override
  public Seq<String> withMirrored(Seq<String> x) {
    Seq<String> in = as(x, Layout.BATCH_TIME);
    return in.with(concat(0, List.of(in.value(), apply(Unary.NEG, in.value()))));
  }

  @Override
  public Seq<String> add(Seq<String> x, Seq<String> y) {
    return x.with(add(x.value(), as(y, x.layout()).value()));
  }

  @Override
  public Seq<String> affine(Seq<String> x, String w, String b, int units) {
    if (x.layout() == Layout.ROWS) {
      return ofRows(affine(x.value(), w, b), 1, units);
    }
    Seq<String> in = x.layout() == Layout.TIME_BATCH ? x : as(x, Layout.BATCH_TIME);
    return new Seq<>(add(matmul(in.value(), w), b), in.layout(), in.steps(), units);
  }

  @Override
  public Seq<String> softmax(Seq<String> x) {
    int axis = x.layout() == Layout.BATCH_CHANNEL ? 1 : -1;
    return x.with(graph.node("Softmax", List.of(x.value()), "axis", axis));
  }

  @Override
  public Seq<String> gated(Seq<String> x, int tanhs) {
    Seq<String> in = as(x, Layout.BATCH_CHANNEL);
    int half = x.channels() / 2;
    List<String> halves = graph.split(in.value(), 1, 2, half);
    String a = halves.get(0);
    for (int i = 0; i < tanhs; i++) {
      a = tanh(a);
    }
    return new Seq<>(mul(a, sigmoid(halves.get(1))), in.layout(), in.steps(), half);
  }

  @Override
  public Seq<String> dropout(String name, Seq<String> x, double rate) {
    return x;
  }

  @Override
  public Seq<String> batchNorm(Seq<String> x, double momentum, double epsilon) {
    int n = x.channels();
    int[] shape = x.layout() == Layout.BATCH_CHANNEL ? new int[] {n, 1} : new int[] {n};
    String scale = graph.floats("scale", weights.normScale(epsilon), shape);
    String shift = graph.floats("shift", weights.normShift(epsilon), shape);
    return x.with(add(mul(x.value(), scale), shift));
  }

  @Override
  public Seq<String> convolution(
      Seq<String> x, int steps, int filters, int kernel, int stride, int dilation) {
    int reach = (steps - 1) * stride + (kernel - 1) * dilation + 1;
    int zeros = Math.max(0, reach - x.steps());
    Seq<String> in = as(newest(x, reach - zeros), Layout.BATCH_CHANNEL);
    return convolution(in, steps, weights.get("w"), weights.get("b"), stride, dilation, zeros, 0);
  }

  /**
   * A convolution over all steps of a sequence.
   *
   * @param x in the layout {@link Layout#BATCH_CHANNEL}
   * @param steps how many leave it
   * @param w [kernel, channels, filters]
   * @param b [filters]
   * @param pads zeros before the first step and behind the last
   */
  public Seq<String> convolution(
      Seq<String> x, int steps, float[] w, float[] b, int stride, int dilation, long... pads) {
    int filters = b.length;
    int kernel = w.length / x.channels() / filters;
    String out =
        graph.node(
            "Conv",
            List.of(
                x.value(),
                graph.floats(
                    "w", filterFirst(w, x.channels(), filters), filters, x.channels(), kernel),
                graph.floats("b", b, filters)),
            "kernel_shape",
            new long[] {kernel},
            "strides",
            new long[] {stride},
            "dilations",
            new long[] {dilation},
            "pads",
            pads);
    return new Seq<>(out, Layout.BATCH_CHANNEL, steps, filters);
  }

  /** Weights [cells, channels, filters] as ONNX wants them, [filters, channels, cells]. */
  private static float[] filterFirst(float[] w, int channels, int filters) {
    float[] turned = new float[w.length];
    int cells = w.length / channels / filters;
    for (int i = 0; i < w.length; i++) {
      int cell = i / filters / channels;
      int channel = i / filters % channels;
      turned[(i % filters * channels + channel) * cells + cell] = w[i];
    }
    return turned;
  }

  @Override
  public Grid<String> grid(String pictures, int side, int channels) {
    return new Grid<>(pictures, side, channels);
  }

  @Override
  public Seq<String> flat(Grid<String> x) {
    int width = x.side() * x.side() * x.channels();
    String last = graph.node("Transpose", List.of(x.value()), "perm", new long[] {0, 2, 3, 1});
    return ofRows(reshape(last, 0, width), 1, width);
  }

  /** Batch normalisation is part of the convolution. */
  @Override
  public Grid<String> convolution(
      Grid<String> x, int filters, boolean halves, double momentum, double epsilon) {
    int k = halves ? 2 : 3;
    float[] scale = weights.normScale(epsilon);
    float[] w = weights.get("w").clone();
    for (int i = 0; i < w.length; i++) {
      w[i] *= scale[i % filters];
    }
    long pad = halves ? 0 : 1;
    long stride = halves ? 2 : 1;
    String out =
        graph.node(
            "Conv",
            List.of(
                x.value(),
                graph.floats(
                    "w", filterFirst(w, x.channels(), filters), filters, x.channels(), k, k),
                graph.floats("b", weights.normShift(epsilon), filters)),
            "kernel_shape",
            new long[] {k, k},
            "strides",
            new long[] {stride, stride},
            "pads",
            new long[] {pad, pad, pad, pad});
    return new Grid<>(out, halves ? x.side() / 2 : x.side(), filters);
  }

  @Override
  public Seq<String> lstm(Seq<String> x, int steps, int units) {
    float[] w = weights.get("w");
    int wx = x.channels() * 4 * units;
    float[] input = Arrays.copyOf(w, wx);
    float[] recurrent = Arrays.copyOfRange(w, wx, w.length);
    return recurrent("LSTM", x, steps, units, LSTM_GATES, input, recurrent, weights.get("b"));
  }

  @Override
  public Seq<String> gru(Seq<String> x, int steps, int units, boolean twoBiases) {
    float[] b = weights.get("b");
    float[] both = Arrays.copyOf(b, 2 * b.length);
    if (twoBiases) {
      System.arraycopy(weights.get("d"), 0, both, b.length, b.length);
    }
    float[] input = weights.get("wx");
    float[] recurrent = weights.get("wh");
    return recurrent(
        "GRU", x, steps, units, GRU_GATES, input, recurrent, both, "linear_before_reset", 1);
  }

  @Override
  public Seq<String> rnn(Seq<String> x, int steps, int units) {
    float[] input = weights.get("w");
    float[] recurrent = weights.get("u");
    return recurrent("RNN", x, steps, units, new int[1], input, recurrent, weights.get("b"));
  }

  /**
   * Adds a recurrent operator and gives out its newest hidden states. Gates are columns in ND4J and
   * rows in ONNX.
   *
   * @param order which gate of ND4J comes first, second, ... in ONNX
   * @param w [in, gates * units]
   * @param u [units, gates * units]
   * @param b [gates * units]; or [2 * gates * units], where a recurrent bias follows
   * @param attributes beside the number of units
   */
  private Seq<String> recurrent(
      String op,
      Seq<String> x,
      int steps,
      int units,
      int[] order,
      float[] w,
      float[] u,
      float[] b,
      Object... attributes) {
    Seq<String> in = as(x, Layout.TIME_BATCH);
    int rows = order.length * units;
    float[] biases = new float[2 * rows]; // input, then recurrent
    for (int from = 0; from < b.length; from += rows) {
      float[] bias = gateRows(Arrays.copyOfRange(b, from, from + rows), units, order);
      System.arraycopy(bias, 0, biases, from, rows);
    }
    List<String> inputs =
        List.of(
            in.value(),
            graph.floats("W", gateRows(w, units, order), 1, rows, in.channels()),
            graph.floats("R", gateRows(u, units, order), 1, rows, units),
            graph.floats("B", biases, 1, 2 * rows));
    Object[] all = Stream.concat(Stream.of("hidden_size", units), Stream.of(attributes)).toArray();
    String states = graph.fresh("t");
    if (steps == 1) { // the operator's second output: the last state, [1, batch, units]
      graph.addNode(op, inputs, List.of("", states), all);
      return new Seq<>(states, 1, units);
    }
    graph.addNode(op, inputs, List.of(states), all); // [steps, 1, batch, units]
    String squeezed = graph.node("Squeeze", List.of(states, graph.longs("axis", 1)));
    return newest(new Seq<>(squeezed, in.steps(), units), steps);
  }

  /** The columns [n, gates * units] as rows [gates * units, n], in the order of ONNX. */
  private static float[] gateRows(float[] columns, int units, int... order) {
    int width = order.length * units;
    int n = columns.length / width;
    float[] rows = new float[columns.length];
    for (int row = 0; row < width; row++) {
      for (int i = 0; i < n; i++) {
        int column = order[row / units] * units + row % units;
        rows[row * n + i] = columns[i * width + column];
      }
    }
    return rows;
  }
}
