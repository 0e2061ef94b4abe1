package io.wavecast.trainer.dl4j;

import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Seq.Layout;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.layer.Layer;
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
  Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps);

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
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      return layer.apply(new OnnxAlgebra(a.graph(), weights), in.get(0), steps);
    }
  }

  /** An operator on each value, e.g. an activation. Its attributes are alternately name, value. */
  record Each(String op, List<Object> attributes) implements Part {
    Each(String op) {
      this(op, List.of());
    }

    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      Seq<String> x = a.newest(in.get(0), steps);
      return x.with(a.graph().node(op, List.of(x.value()), attributes.toArray()));
    }
  }

  /** The newest step alone. */
  record Last() implements Part {
    @Override
    public int length(int steps) {
      return 1;
    }

    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      return a.as(a.newest(in.get(0), 1), Layout.ROWS);
    }
  }

  /** An operator between inputs of equal shape, from left to right. */
  record Between(String op) implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      Seq<String> sum = a.newest(in.get(0), steps);
      for (Seq<String> other : in.subList(1, in.size())) {
        Seq<String> same = a.as(a.newest(other, steps), sum.layout());
        sum = sum.with(a.graph().node(op, List.of(sum.value(), same.value())));
      }
      return sum;
    }
  }

  /** The channels of all inputs side by side. */
  record Beside() implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      Layout layout = in.get(0).layout() == Layout.ROWS ? Layout.ROWS : Layout.BATCH_TIME;
      List<String> all = in.stream().map(x -> a.as(a.newest(x, steps), layout).value()).toList();
      int channels = in.stream().mapToInt(Seq::channels).sum();
      return new Seq<>(a.graph().node("Concat", all, "axis", -1), layout, steps, channels);
    }
  }

  /**
   * A convolution over time that pads at both ends or nowhere.
   *
   * @param w [kernel, in, out], row by row
   * @param b [out]
   * @param padding zeros at each end; {@link #SAME} for as many as keep the length
   */
  record Conv(float[] w, float[] b, int kernel, int stride, int dilation, int padding)
      implements Part {
    static final int SAME = -1;

    private int span() {
      return (kernel - 1) * dilation + 1;
    }

    @Override
    public int length(int steps) {
      return padding == SAME
          ? (steps - 1) / stride + 1
          : (steps + 2 * padding - span()) / stride + 1;
    }

    @Override
    public int reach(int steps) {
      return Layer.WHOLE;
    }

    private long[] pads(int steps) {
      if (padding != SAME) {
        return new long[] {padding, padding};
      }
      int all = Math.max(0, (length(steps) - 1) * stride + span() - steps);
      return new long[] {all / 2, all - all / 2};
    }

    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in, int steps) {
      Seq<String> x = a.as(in.get(0), Layout.BATCH_CHANNEL);
      int all = length(x.steps());
      return a.newest(a.convolution(x, all, w, b, stride, dilation, pads(x.steps())), steps);
    }
  }

  /** Some parts, one after the other. */
  static List<Part> chain(Part first, List<Part> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
