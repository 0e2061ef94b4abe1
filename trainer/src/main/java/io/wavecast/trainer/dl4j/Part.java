package io.wavecast.trainer.dl4j;

import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Seq.Layout;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.layer.Layer;
import java.util.List;
import java.util.stream.Stream;

/** A part of a network that DL4J saved, ready to be written. */
interface Part {

  /** Adds the part to a graph; it gives out all of its steps. */
  Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in);

  /** A layer that the trainer has, too. */
  record Same(Layer layer, Weights weights) implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      Seq<String> x = in.get(0);
      return layer.apply(new OnnxAlgebra(a.graph(), weights), x, layer.length(x.steps()));
    }
  }

  /** An operator on each value, e.g. an activation. Its attributes are alternately name, value. */
  record Each(String op, List<Object> attributes) implements Part {
    Each(String op) {
      this(op, List.of());
    }

    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      Seq<String> x = in.get(0);
      return x.with(a.graph().node(op, List.of(x.value()), attributes.toArray()));
    }
  }

  /** The newest step alone. */
  record Last() implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      return a.as(a.newest(in.get(0), 1), Layout.ROWS);
    }
  }

  /** An operator between inputs of equal shape, from left to right. */
  record Between(String op) implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      Seq<String> sum = in.get(0);
      for (Seq<String> other : in.subList(1, in.size())) {
        Seq<String> same = a.as(other, sum.layout());
        sum = sum.with(a.graph().node(op, List.of(sum.value(), same.value())));
      }
      return sum;
    }
  }

  /** The channels of all inputs side by side. */
  record Beside() implements Part {
    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      Layout layout = in.get(0).layout() == Layout.ROWS ? Layout.ROWS : Layout.BATCH_TIME;
      List<String> all = in.stream().map(x -> a.as(x, layout).value()).toList();
      int channels = in.stream().mapToInt(Seq::channels).sum();
      return new Seq<>(
          a.graph().node("Concat", all, "axis", -1), layout, in.get(0).steps(), channels);
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

    @Override
    public Seq<String> onnx(OnnxAlgebra a, List<Seq<String>> in) {
      Seq<String> x = a.as(in.get(0), Layout.BATCH_CHANNEL);
      int span = (kernel - 1) * dilation + 1;
      int whole = (x.steps() - 1) / stride * stride + span - x.steps();
      int pads = padding == SAME ? Math.max(0, whole) : 2 * padding;
      int steps = (x.steps() + pads - span) / stride + 1;
      return a.convolution(x, steps, w, b, stride, dilation, pads / 2, pads - pads / 2);
    }
  }

  /** Some parts, one after the other. */
  static List<Part> chain(Part first, List<Part> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
