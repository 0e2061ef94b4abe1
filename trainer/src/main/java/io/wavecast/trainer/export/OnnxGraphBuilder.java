package io.wavecast.trainer.export;

import io.wavecast.core.model.FileSeal;
import io.wavecast.trainer.export.OnnxValue.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Builds an ONNX graph node by node (IR version 8, operator set 17). Every tensor gets a unique
 * name. Not thread-safe.
 */
public final class OnnxGraphBuilder {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int LARGE = 1024;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("forecaster");
  private final boolean compact;
  private final Map<TensorProto, String> constants = new HashMap<>();
  private int names;

  /** A graph whose constants are floats as they are. */
  public OnnxGraphBuilder() {
    this(false);
  }

  /**
   * @param compact whether large constants whose values all are halves are kept as halves, which
   *     takes half the room; what is computed stays the same
   */
  public OnnxGraphBuilder(boolean compact) {
    this.compact = compact;
  }

  private String fresh(String prefix) {
    return prefix + "_" + names++;
  }

  /** Adds an input of floats whose first axis is the batch. */
  public void input(String name, int... dims) {
    graph.addInput(valueInfo(name, dims));
  }

  /**
   * Gives out a tensor that a node made as {@code name}: floats whose first axis is the batch. The
   * tensor itself gets that name, as a copy of it under another would take time.
   */
  public void output(String tensor, String name, int... dims) {
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(tensor)) {
          node.setInput(i, name);
        }
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        if (node.getOutput(i).equals(tensor)) {
          node.setOutput(i, name);
        }
      }
    }
    graph.addOutput(valueInfo(name, dims));
  }

  /** Adds constant floats; the same ones once. */
  public String floats(String prefix, float[] values, int... dims) {
    boolean halves = compact && values.length >= LARGE && Float16.are(values);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(halves ? TensorProto.DataType.FLOAT16_VALUE : FLOAT)
            .setRawData(ByteString.copyFrom(halves ? Float16.bytes(values) : bytes));
    for (int dim : dims) {
      tensor.addDims(dim);
    }
    return constant(
        prefix, tensor, name -> halves ? node("Cast", List.of(name), "to", FLOAT) : name);
  }

  /** Adds a list of constant integers; the same one once. */
  public String longs(String prefix, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    return constant(prefix, tensor, name -> name);
  }

  /** The name under which nodes use a constant. */
  private String constant(String prefix, TensorProto.Builder tensor, UnaryOperator<String> used) {
    TensorProto unnamed = tensor.build();
    String known = constants.get(unnamed);
    if (known == null) {
      String name = fresh(prefix);
      graph.addInitializer(tensor.setName(name));
      known = used.apply(name);
      constants.put(unnamed, known);
    }
    return known;
  }

  /**
   * Adds a node of one output and returns the output's name.
   *
   * @param attributes names, each followed by its value: Float, Integer, String or long[]
   */
  public String node(String op, List<String> inputs, Object... attributes) {
    String output = fresh("t");
    addNode(op, inputs, List.of(output), attributes);
    return output;
  }

  private void addNode(String op, List<String> inputs, List<String> outputs, Object... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(fresh(op))
            .addAllInput(inputs)
            .addAllOutput(outputs);
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(OnnxAttribute.of((String) attributes[i], attributes[i + 1]));
    }
    graph.addNode(node);
  }

  /** Gives a tensor another shape; 0 keeps the size of an axis, -1 takes what is left. */
  public String reshape(String tensor, long... shape) {
    return node("Reshape", List.of(tensor, longs("shape", shape)));
  }

  /** Cuts an axis into {@code n} tensors, each with that axis of size {@code size}. */
  public List<String> split(String tensor, int axis, int n, int size) {
    List<String> parts = Stream.generate(() -> fresh("t")).limit(n).toList();
    long[] sizes = new long[n];
    Arrays.fill(sizes, size);
    addNode("Split", List.of(tensor, longs("sizes", sizes)), parts, "axis", axis);
    return parts;
  }

  /** The first and the second half of the batch. */
  public List<String> halves(String tensor) {
    List<String> parts = List.of(fresh("t"), fresh("t"));
    addNode("Split", List.of(tensor), parts, "axis", 0);
    return parts;
  }

  /** Sorts the last axis, whose size is {@code size}. */
  String sortedAscending(String tensor, int size) {
    String sorted = fresh("t");
    List<String> inputs = List.of(tensor, longs("size", size));
    addNode("TopK", inputs, List.of(sorted, fresh("order")), "axis", -1, "largest", 0, "sorted", 1);
    return sorted;
  }

  /** The newest {@code steps} steps of a sequence. */
  public OnnxValue newest(OnnxValue x, int steps) {
    return between(x, x.steps() - steps, x.steps());
  }

  /** The first {@code steps} steps of a sequence. */
  public OnnxValue oldest(OnnxValue x, int steps) {
    return between(x, 0, steps);
  }

  private OnnxValue between(OnnxValue x, int from, int to) {
    if (to - from == x.steps()) {
      return x;
    }
    String slice =
        node(
            "Slice",
            List.of(
                x.name(),
                longs("from", from),
                longs("to", to),
                longs("axis", x.layout().timeAxis())));
    return new OnnxValue(slice, x.layout(), to - from, x.channels());
  }

  /** A sequence with its axes in another order. */
  public OnnxValue as(OnnxValue x, Layout layout) {
    if (x.layout() == layout) {
      return x;
    }
    if (layout == Layout.ROWS) {
      if (x.steps() != 1) {
        throw new IllegalArgumentException("rows hold one step, got: " + x.steps());
      }
      String rows = node("Squeeze", List.of(x.name(), longs("axis", x.layout().timeAxis())));
      return new OnnxValue(rows, layout, 1, x.channels());
    }
    if (x.layout() == Layout.ROWS) {
      String one = node("Unsqueeze", List.of(x.name(), longs("axis", layout.timeAxis())));
      return new OnnxValue(one, layout, 1, x.channels());
    }
    String turned = node("Transpose", List.of(x.name()), "perm", x.layout().permutationTo(layout));
    return new OnnxValue(turned, layout, x.steps(), x.channels());
  }

  /**
   * Adds a recurrent operator and gives out its newest hidden states.
   *
   * @param inputs input [inSteps, batch, in] and the weights
   * @param attributes beside the number of units
   */
  public OnnxValue recurrent(
      String op, List<String> inputs, int inSteps, int units, int steps, Object... attributes) {
    Object[] all = Stream.concat(Stream.of("hidden_size", units), Stream.of(attributes)).toArray();
    String result = fresh("t");
    if (steps == 1) { // the operator's second output: the last state, [1, batch, units]
      addNode(op, inputs, List.of("", result), all);
      return new OnnxValue(result, Layout.TIME_BATCH, 1, units);
    }
    addNode(op, inputs, List.of(result), all); // [steps, 1, batch, units]
    String states = node("Squeeze", List.of(result, longs("axis", 1)));
    return newest(new OnnxValue(states, Layout.TIME_BATCH, inSteps, units), steps);
  }

  /**
   * The finished file, sealed by its checksum.
   *
   * @param metadata lines of {@code metadata_props}
   */
  public byte[] bytes(String producer, String producerVersion, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(producer)
            .setProducerVersion(producerVersion)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return FileSeal.seal(model.build().toByteArray());
  }

  private static ValueInfoProto valueInfo(String name, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
    for (int dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
