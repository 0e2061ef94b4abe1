package io.wavecast.onnx.file;

import java.util.List;
import java.util.Map;

/**
 * The declarations of an ONNX file, read without loading it.
 *
 * @param inputs the graph's inputs without its weights
 * @param outputs the graph's outputs
 * @param metadata the {@code metadata_props}, in the order of the file
 */
public record OnnxGraph(List<Tensor> inputs, List<Tensor> outputs, Map<String, String> metadata) {

  /**
   * An input or output.
   *
   * @param name its name
   * @param type e.g. {@code float}
   * @param shape for each dimension its size, or its name where the size is free
   */
  public record Tensor(String name, String type, List<String> shape) {
    /** Whether it is a float tensor of such rows, behind a free first dimension. */
    boolean isFloat(Signature.Rows rows) {
      return type.equals("float")
          && !shape.isEmpty()
          && !shape.get(0).matches("[0-9]+")
          && shape
              .subList(1, shape.size())
              .equals(rows.sizes().stream().map(String::valueOf).toList());
    }

    /** E.g. {@code float [batch, 50, 1]}. */
    @Override
    public String toString() {
      return type + " " + shape;
    }
  }
}
