package io.wavecast.onnx.file;

import java.util.List;
import java.util.Map;

/**
 * What an ONNX file declares, read without running it.
 *
 * @param irVersion version of the file format
 * @param opset version of the standard operators
 * @param producer who wrote the file, may be empty
 * @param inputs the graph's inputs, weights apart
 * @param outputs the graph's outputs
 * @param ops how often each operator stands in the graph, by its name
 * @param parameters numbers in the graph's weights
 * @param selfContained whether every weight lies in the file itself
 * @param metadata the lines of {@code metadata_props}
 */
public record OnnxGraph(
    long irVersion,
    long opset,
    String producer,
    List<Tensor> inputs,
    List<Tensor> outputs,
    Map<String, Integer> ops,
    long parameters,
    boolean selfContained,
    Map<String, String> metadata) {

  /**
   * An input or output.
   *
   * @param name its name
   * @param type e.g. {@code float}
   * @param shape a number, or the name of a dimension that is free, for each dimension
   */
  public record Tensor(String name, String type, List<String> shape) {
    /** Whether it is a float of these sizes behind a first dimension that is free. */
    boolean isFloatBatchOf(int... sizes) {
      boolean same = type.equals("float") && shape.size() == sizes.length + 1 && isFree(0);
      for (int i = 0; same && i < sizes.length; i++) {
        same = shape.get(i + 1).equals(Integer.toString(sizes[i]));
      }
      return same;
    }

    private boolean isFree(int dimension) {
      return !shape.get(dimension).matches("[0-9]+");
    }

    /** E.g. {@code float [batch, 50, 1]}. */
    @Override
    public String toString() {
      return type + " " + shape;
    }
  }
}
