package io.wavecast.trainer.dl4j;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;
import io.wavecast.trainer.export.OnnxValue.Layout;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Weights;
import java.util.List;
import java.util.stream.Stream;

/** A step of a network that DL4J saved, ready to be written. */
interface Part {

  /** Steps that leave when {@code steps} enter. */
  default int length(int steps) {
    return steps;
  }

  /** How many of the newest input steps decide the newest {@code steps} outputs. */
  default int reach(int steps) {
    return steps;
  }

  /**
   * Adds the step to a graph.
   *
   * @param in at least the newest steps that {@link #reach} asks for, of each input
   * @param steps how many of the newest steps to give out
   */
  OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps);

  /** A layer that the trainer has, too. */
  record Same(Layer layer, Weights weights) implements Part {
    @Override
    public int length(int steps) {
      return layer.length(steps);
    }

    @Override
    public int reach(int steps) {
      return layer.reach(steps);
    }

    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      return layer.onnx(graph, weights, in.get(0), steps);
    }
  }

  /** An operator on each value, e.g. an activation. Its attributes are alternately name, value. */
  record Each(String op, List<Object> attributes) implements Part {
    Each(String op) {
      this(op, List.of());
    }

    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      OnnxValue x = graph.newest(in.get(0), steps);
      return x.withName(graph.node(op, List.of(x.name()), attributes.toArray()));
    }
  }

  /** The newest step alone. */
  record Last() implements Part {
    @Override
    public int length(int steps) {
      return 1;
    }

    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      return graph.as(graph.newest(in.get(0), 1), Layout.ROWS);
    }
  }

  /** An operator between inputs of equal shape, from left to right. */
  record Between(String op) implements Part {
    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      OnnxValue sum = graph.newest(in.get(0), steps);
      for (OnnxValue other : in.subList(1, in.size())) {
        OnnxValue same = graph.as(graph.newest(other, steps), sum.layout());
        sum = sum.withName(graph.node(op, List.of(sum.name(), same.name())));
      }
      return sum;
    }
  }

  /** The channels of all inputs side by side. */
  record Beside() implements Part {
    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      Layout layout = in.get(0).layout() == Layout.ROWS ? Layout.ROWS : Layout.BATCH_TIME;
      List<String> all =
          in.stream().map(x -> graph.as(graph.newest(x, steps), layout).name()).toList();
      int channels = in.stream().mapToInt(OnnxValue::channels).sum();
      return new OnnxValue(graph.node("Concat", all, "axis", -1), layout, steps, channels);
    }
  }

  /**
   * A convolution over time that pads at both ends or nowhere.
   *
   * @param filters weights [out, in, kernel], row by row
   * @param bias [out]
   * @param sizes channels, kernel, stride, dilation
   * @param padding zeros at each end; {@link #SAME} for as many as keep the length
   */
  record Conv(float[] filters, float[] bias, int[] sizes, int padding) implements Part {
    static final int SAME = -1;

    private int span() {
      return (sizes[1] - 1) * sizes[3] + 1;
    }

    @Override
    public int length(int steps) {
      return padding == SAME
          ? (steps - 1) / sizes[2] + 1
          : (steps + 2 * padding - span()) / sizes[2] + 1;
    }

    @Override
    public int reach(int steps) {
      return Layer.WHOLE;
    }

    private long[] pads(int steps) {
      if (padding != SAME) {
        return new long[] {padding, padding};
      }
      int all = Math.max(0, (length(steps) - 1) * sizes[2] + span() - steps);
      return new long[] {all / 2, all - all / 2};
    }

    @Override
    public OnnxValue onnx(OnnxGraphBuilder graph, List<OnnxValue> in, int steps) {
      OnnxValue x = graph.as(in.get(0), Layout.BATCH_CHANNEL);
      String out =
          graph.node(
              "Conv",
              List.of(
                  x.name(),
                  graph.floats("w", filters, bias.length, sizes[0], sizes[1]),
                  graph.floats("b", bias, bias.length)),
              "kernel_shape",
              new long[] {sizes[1]},
              "strides",
              new long[] {sizes[2]},
              "dilations",
              new long[] {sizes[3]},
              "pads",
              pads(x.steps()));
      int length = length(x.steps());
      return graph.newest(new OnnxValue(out, Layout.BATCH_CHANNEL, length, bias.length), steps);
    }
  }

  /** Some parts, one after the other. */
  static List<Part> chain(Part first, List<Part> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
