package io.wavecast.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.wavecast.core.model.FileSeal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

  /** A name that no tensor has. */
  public String fresh(String prefix) {
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

  /** Adds a node of these outputs. */
  public void addNode(String op, List<String> inputs, List<String> outputs, Object... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(fresh(op))
            .addAllInput(inputs)
            .addAllOutput(outputs);
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.addNode(node);
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Float number) {
      attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
    } else if (value instanceof Integer number) {
      attribute.setType(AttributeProto.AttributeType.INT).setI(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] numbers) {
      attribute.setType(AttributeProto.AttributeType.INTS);
      Arrays.stream(numbers).forEach(attribute::addInts);
    } else {
      throw new IllegalArgumentException(
          "attribute '%s' must be a Float, an Integer, a String or a long[], got: %s"
              .formatted(name, value));
    }
    return attribute.build();
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

  /** Sorts the last axis, whose size is {@code size}. */
  String sortedAscending(String tensor, int size) {
    String sorted = fresh("t");
    List<String> inputs = List.of(tensor, longs("size", size));
    addNode("TopK", inputs, List.of(sorted, fresh("order")), "axis", -1, "largest", 0, "sorted", 1);
    return sorted;
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
