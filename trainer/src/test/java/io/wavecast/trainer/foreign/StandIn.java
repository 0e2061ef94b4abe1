package io.wavecast.trainer.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/** Small foreign forecasters, written with ONNX's own classes. */
public final class StandIn {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("stand-in");
  private final Random random = new Random(9);

  /** As TTM: past_values [batch, context, 1] to prediction [batch, horizon, 1], fixed sizes. */
  public static byte[] points(int context, int horizon) {
    StandIn net = new StandIn();
    net.input("past_values", FLOAT, -1, context, 1);
    net.floats("weights", context, horizon);
    net.longs("rows", 0, context);
    net.longs("steps", 0, horizon, 1);
    net.node("Reshape", List.of("past_values", "rows"), "flat");
    net.node("MatMul", List.of("flat", "weights"), "ahead");
    net.node("Tanh", List.of("ahead"), "bounded");
    net.node("Reshape", List.of("bounded", "steps"), "prediction");
    net.output("prediction", -1, horizon, 1);
    return net.bytes(13);
  }

  /**
   * As Chronos-Bolt: context [batch, any], mask [batch, any], to quantiles [batch, levels, 64].
   * What is not a number counts as the mean of what is; the branches of an If see it.
   */
  static byte[] quantiles(int levels, int horizon) {
    StandIn net = new StandIn();
    net.input("context", FLOAT, -1, -1);
    net.input("mask", BOOL, -1, -1);
    net.scalar("none", 0);
    net.longs("axis", 1);
    net.longs("shape", 0, levels, horizon);
    net.floats("weights", 1, levels * horizon);
    net.node("IsNaN", List.of("context"), "missing");
    net.node("Where", List.of("missing", "none", "context"), "known");
    NodeProto cast =
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput("mask")
            .addOutput("weight")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(FLOAT))
            .build();
    net.graph.addNode(cast);
    net.node("Mul", List.of("known", "weight"), "seen");
    net.node("ReduceSum", List.of("seen", "axis"), "sum");
    net.node("ReduceSum", List.of("weight", "axis"), "count");
    net.node("Div", List.of("sum", "count"), "mean");
    net.branch();
    net.node("Add", List.of("either", "weights"), "rows");
    net.node("Reshape", List.of("rows", "shape"), "quantile_preds");
    net.output("quantile_preds", -1, levels, horizon);
    return net.bytes(17);
  }

  /** If(true): the mean as it is, from the graph around the branch. */
  private void branch() {
    graph.addInitializer(TensorProto.newBuilder().setName("yes").setDataType(BOOL).addInt32Data(1));
    AttributeProto.Builder same = AttributeProto.newBuilder().setName("then_branch");
    AttributeProto.Builder twice = AttributeProto.newBuilder().setName("else_branch");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("If")
            .addInput("yes")
            .addOutput("either")
            .addAttribute(inner(same, "Identity", "mean"))
            .addAttribute(inner(twice, "Add", "mean", "mean")));
  }

  private static AttributeProto.Builder inner(
      AttributeProto.Builder attribute, String op, String... inputs) {
    String result = op + "_result";
    GraphProto.Builder branch = GraphProto.newBuilder().setName(op);
    branch.addNode(
        NodeProto.newBuilder().setOpType(op).addAllInput(Arrays.asList(inputs)).addOutput(result));
    branch.addOutput(value(result, FLOAT, -1, 1));
    return attribute.setType(AttributeProto.AttributeType.GRAPH).setG(branch);
  }

  private void input(String name, int type, int... dims) {
    graph.addInput(value(name, type, dims));
  }

  private void output(String name, int... dims) {
    graph.addOutput(value(name, FLOAT, dims));
  }

  private static ValueInfoProto value(String name, int type, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < dims.length; i++) {
      TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dims[i] < 0 ? dim.setDimParam("d" + i) : dim.setDimValue(dims[i]));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private void floats(String name, int... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
    int size = 1;
    for (int dim : dims) {
      tensor.addDims(dim);
      size *= dim;
    }
    for (int i = 0; i < size; i++) {
      tensor.addFloatData((float) (0.3 * random.nextGaussian()));
    }
    graph.addInitializer(tensor);
  }

  private void scalar(String name, float value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(FLOAT).addFloatData(value));
  }

  private void longs(String name, long... values) {
    List<Long> all = new ArrayList<>();
    Arrays.stream(values).forEach(all::add);
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(INT64)
            .addDims(values.length)
            .addAllInt64Data(all));
  }

  private void node(String op, List<String> inputs, String output) {
    graph.addNode(NodeProto.newBuilder().setOpType(op).addAllInput(inputs).addOutput(output));
  }

  private byte[] bytes(int operators) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operators))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
