package io.wavecast.onnx.file;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The inputs and outputs of a model: float tensors with the batch as their first dimension.
 *
 * @param inputs every input
 * @param outputs the outputs that are read; a graph may have more
 */
public record Signature(List<Rows> inputs, List<Rows> outputs) {
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A tensor [batch, sizes...].
   *
   * @param name its name in the graph
   * @param sizes the dimensions of one row, each at least 1
   */
  public record Rows(String name, List<Integer> sizes) {
    public Rows {
      sizes = List.copyOf(sizes);
    }

    /** Rows of these dimensions. */
    public static Rows of(String name, int... sizes) {
      return new Rows(name, IntStream.of(sizes).boxed().toList());
    }

    /** Floats in one row. */
    public int width() {
      return sizes.stream().reduce(1, (a, b) -> a * b);
    }

    /** E.g. {@code [batch, 50, 1]}. */
    @Override
    public String toString() {
      return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[batch, ", "]"));
    }
  }
}
