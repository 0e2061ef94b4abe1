package io.wavecast.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;

/** A model with a loop that does not end for one value. */
public final class HangingModel {
  /** The value in a window that the model does not get over. */
  public static final float STICKS_AT = 123_456;

  private HangingModel() {}

  /** Forecasts as {@link TinyModels#lastValue}, unless a window holds {@link #STICKS_AT}. */
  public static byte[] of(String name, float plus) {
    return of(name, plus, STICKS_AT, 1_000_000_000_000_000L);
  }

  /**
   * As above.
   *
   * @param sticksAt the largest value of the windows that are slow
   * @param turns of the loop, each of about a microsecond
   */
  public static byte[] of(String name, float plus, float sticksAt, long turns) {
    try {
      ModelProto.Builder model =
          ModelProto.parseFrom(TinyModels.lastValue(name, "1", plus)).toBuilder();
      GraphProto.Builder graph = model.getGraphBuilder();
      for (NodeProto.Builder node : graph.getNodeBuilderList()) {
        if (node.getOutput(0).equals("forecast")) {
          node.setOutput(0, "before");
        }
      }
      graph.addInitializer(
          TensorProto.newBuilder()
              .setName("sticks-at")
              .setDataType(DataType.FLOAT.getNumber())
              .addFloatData(sticksAt));
      graph.addInitializer(longs("turns", turns));
      graph.addInitializer(longs("never", 0));
      graph.addNode(
          node("ReduceMax", "most", "window")
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("keepdims")
                      .setType(AttributeType.INT)
                      .setI(0)));
      graph.addNode(node("Equal", "sticks", "most", "sticks-at"));
      graph.addNode(node("Where", "times", "sticks", "turns", "never"));
      graph.addNode(
          node("Loop", "forecast", "times", "", "before")
              .addAttribute(
                  AttributeProto.newBuilder()
                      .setName("body")
                      .setType(AttributeType.GRAPH)
                      .setG(body())));
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GraphProto body() {
    return GraphProto.newBuilder()
        .setName("body")
        .addInput(scalar("i", DataType.INT64))
        .addInput(scalar("go", DataType.BOOL))
        .addInput(value("v", DataType.FLOAT))
        .addNode(node("Identity", "go-on", "go"))
        .addNode(node("Identity", "w", "v"))
        .addOutput(scalar("go-on", DataType.BOOL))
        .addOutput(value("w", DataType.FLOAT))
        .build();
  }

  private static NodeProto.Builder node(String op, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private static TensorProto longs(String name, long value) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64.getNumber())
        .addInt64Data(value)
        .build();
  }

  private static ValueInfoProto scalar(String name, DataType type) {
    ValueInfoProto.Builder value = value(name, type).toBuilder();
    value.getTypeBuilder().getTensorTypeBuilder().setShape(TensorShapeProto.getDefaultInstance());
    return value.build();
  }

  private static ValueInfoProto value(String name, DataType type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
        .build();
  }
}
