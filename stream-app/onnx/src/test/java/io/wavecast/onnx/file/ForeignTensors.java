package io.wavecast.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Model files with a tensor in another file, at each place that ONNX has for a tensor. */
public final class ForeignTensors {
  /** Each place, with how a model gets such a tensor there. */
  private static final Map<String, Place> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("initializer", (m, t) -> m.getGraphBuilder().addInitializer(t));
    PLACES.put("sparse initializer", (m, t) -> m.getGraphBuilder().addSparseInitializer(sparse(t)));
    PLACES.put("constant", (m, t) -> attribute(m, a -> a.setT(t)));
    PLACES.put("sparse constant", (m, t) -> attribute(m, a -> a.setSparseTensor(sparse(t))));
    PLACES.put("list of tensors", (m, t) -> attribute(m, a -> a.addTensors(t)));
    PLACES.put(
        "list of sparse tensors", (m, t) -> attribute(m, a -> a.addSparseTensors(sparse(t))));
    for (String body : List.of("If", "Loop", "Scan")) {
      PLACES.put("body of " + body, (m, t) -> node(m, body, a -> a.setG(graph(t))));
      PLACES.put(
          "body of If in " + body,
          (m, t) ->
              node(
                  m,
                  body,
                  a -> a.setG(GraphProto.newBuilder().addNode(node("If", i -> i.setG(graph(t)))))));
    }
    PLACES.put("list of graphs", (m, t) -> attribute(m, a -> a.addGraphs(graph(t))));
    PLACES.put(
        "constant of a function",
        (m, t) ->
            m.addFunctions(FunctionProto.newBuilder().addNode(node("Constant", a -> a.setT(t)))));
    PLACES.put(
        "default of a function's attribute",
        (m, t) ->
            m.addFunctions(
                FunctionProto.newBuilder()
                    .addAttributeProto(AttributeProto.newBuilder().setName("a").setT(t))));
    PLACES.put(
        "training info",
        (m, t) -> m.addTrainingInfo(TrainingInfoProto.newBuilder().setInitialization(graph(t))));
  }

  /** Puts a tensor somewhere into a model. */
  private interface Place {
    void put(ModelProto.Builder model, TensorProto tensor);
  }

  private ForeignTensors() {}

  /** Each place with each way to name the other file. */
  public static Stream<Arguments> places_and_paths() {
    return PLACES.keySet().stream()
        .flatMap(
            place ->
                Stream.of("absolute", "relative", "parent", "link", "hard link")
                    .map(path -> Arguments.of(place, path)));
  }

  /**
   * A model file with such a tensor.
   *
   * @param folder gets the other file, which has the tensor's size; the model belongs there too
   */
  public static byte[] model(String place, String path, Path folder) throws IOException {
    Path secret = Files.write(folder.resolve("secret.bin"), new byte[40]);
    String location =
        switch (path) {
          case "absolute" -> secret.toString();
          case "relative" -> "secret.bin";
          case "parent" -> "../" + folder.getFileName() + "/secret.bin";
          case "link" -> Files.createSymbolicLink(folder.resolve("link.bin"), secret).toString();
          default -> Files.createLink(folder.resolve("hard.bin"), secret).getFileName().toString();
        };
    ModelProto.Builder model = tiny();
    PLACES.get(place).put(model, external(location).build());
    return model.build().toByteArray();
  }

  /** A forecaster with seven nodes and five initializers. */
  static ModelProto.Builder tiny() {
    try {
      return ModelProto.parseFrom(TinyModels.lastValue("tiny", "1", 0)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static TensorProto.Builder external(String location) {
    return TensorProto.newBuilder()
        .addDims(10)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .setName("leak")
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
  }

  static SparseTensorProto sparse(TensorProto values) {
    return SparseTensorProto.newBuilder().setValues(values).addDims(10).build();
  }

  static GraphProto graph(TensorProto initializer) {
    return GraphProto.newBuilder().setName("body").addInitializer(initializer).build();
  }

  static void attribute(ModelProto.Builder model, Consumer<AttributeProto.Builder> attribute) {
    node(model, "Constant", attribute);
  }

  static void node(
      ModelProto.Builder model, String op, Consumer<AttributeProto.Builder> attribute) {
    model.getGraphBuilder().addNode(node(op, attribute));
  }

  static NodeProto node(String op, Consumer<AttributeProto.Builder> attribute) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op);
    attribute.accept(node.addAttributeBuilder().setName("value"));
    return node.build();
  }
}
