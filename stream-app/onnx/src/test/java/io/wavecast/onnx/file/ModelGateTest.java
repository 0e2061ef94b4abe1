package io.wavecast.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file that names another file, wherever ONNX has a place for it, is refused when it is read; no
 * session can be made of it, since sessions are made of read files only.
 */
class ModelGateTest {
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

  @TempDir Path dir;

  /** Puts a tensor somewhere into a model. */
  private interface Place {
    void put(ModelProto.Builder model, TensorProto tensor);
  }

  static Stream<Arguments> places_and_paths() {
    return PLACES.keySet().stream()
        .flatMap(
            place ->
                Stream.of("absolute", "relative", "parent", "link")
                    .map(path -> Arguments.of(place, path)));
  }

  @ParameterizedTest
  @MethodSource("places_and_paths")
  void a_tensor_in_another_file_is_refused_at_every_place(String place, String path)
      throws IOException {
    Path secret = Files.write(dir.resolve("secret.bin"), new byte[40]);
    Path link = Files.createSymbolicLink(dir.resolve("link.bin"), secret);
    String location =
        switch (path) {
          case "absolute" -> secret.toString();
          case "relative" -> "secret.bin";
          case "parent" -> "../" + dir.getFileName() + "/secret.bin";
          default -> link.toString();
        };
    ModelProto.Builder model = tiny();
    PLACES.get(place).put(model, external(location).build());

    assertThatThrownBy(() -> read(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching(
            "model file 'm.onnx' refused: it(s weights)? must (be in the file itself|not have"
                + " (sparse tensors|functions|training info)), got: .*model\\..*");
  }

  @Test
  void the_location_alone_or_its_mark_alone_is_enough() {
    for (TensorProto tensor :
        List.of(
            external("secret.bin").clearDataLocation().build(),
            external("secret.bin").clearExternalData().build())) {
      assertRefused(
          m -> m.getGraphBuilder().addInitializer(tensor),
          "its weights must be in the file itself, got: external data of"
              + " model.graph.initializer[5]");
    }
  }

  @Test
  void sparse_tensors_are_refused_even_with_their_values_inside() {
    assertRefused(
        m -> m.getGraphBuilder().addSparseInitializer(sparse(TensorProto.getDefaultInstance())),
        "it must not have sparse tensors, got: model.graph.sparse_initializer[0]");
  }

  @Test
  void types_that_no_forecaster_has_are_refused() {
    assertRefused(
        m ->
            m.getGraphBuilder()
                .addValueInfo(
                    ValueInfoProto.newBuilder()
                        .setType(
                            TypeProto.newBuilder()
                                .setOpaqueType(TypeProto.Opaque.getDefaultInstance()))),
        "it must not have opaque types, got: model.graph.value_info[0].type.opaque_type");
  }

  @Test
  void operators_of_other_domains_are_refused() {
    assertRefused(
        m -> m.getGraphBuilder().addNode(NodeProto.newBuilder().setDomain("com.microsoft")),
        "its operators must be those of ONNX, got: domain 'com.microsoft' of model.graph.node[7]");
    assertRefused(
        m -> m.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("evil").setVersion(1)),
        "its operators must be those of ONNX, got: domain 'evil' of model.opset_import[1]");
  }

  @Test
  void unknown_fields_are_refused_since_ONNX_Runtime_may_know_them() {
    UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder().addVarint(1).build();
    UnknownFieldSet fields = UnknownFieldSet.newBuilder().addField(77, field).build();

    assertRefused(
        m -> m.getGraphBuilder().getNodeBuilder(0).setUnknownFields(fields),
        "it must have known fields only, got: field [77] of model.graph.node[0]");
  }

  @Test
  void absurd_sizes_are_refused() {
    for (List<Long> dims :
        List.of(
            List.of(-1L), List.of(1L << 40), List.of(1L << 32, 1L << 32), List.of(1L << 29, 2L))) {
      assertRefused(
          m -> m.getGraphBuilder().addInitializer(TensorProto.newBuilder().addAllDims(dims)),
          "a tensor must have at most 536870912 elements, got: %s of model.graph.initializer[5]"
              .formatted(dims));
    }
    assertThat(read(tiny().setGraph(withDims(List.of(1L << 29, 1L))))).isNotNull();
  }

  @Test
  void too_many_nodes_and_tensors_are_refused() {
    NodeProto node = NodeProto.newBuilder().setOpType("Relu").build();
    TensorProto tensor = TensorProto.newBuilder().addDims(0).build();
    int nodes = ModelGate.MAX_NODES - tiny().getGraph().getNodeCount();
    int tensors = ModelGate.MAX_TENSORS - tiny().getGraph().getInitializerCount();
    ModelProto.Builder most = tiny();
    for (int i = 0; i < nodes; i++) {
      most.getGraphBuilder().addNode(node);
    }
    for (int i = 0; i < tensors; i++) {
      most.getGraphBuilder().addInitializer(tensor);
    }
    assertThat(read(most)).isNotNull();

    ModelProto full = most.build();
    assertThatThrownBy(() -> read(with(full, m -> m.getGraphBuilder().addNode(node))))
        .hasMessageEndingWith("it must have at most 100000 nodes, got: more");
    assertThatThrownBy(() -> read(with(full, m -> m.getGraphBuilder().addInitializer(tensor))))
        .hasMessageEndingWith("it must have at most 100000 tensors, got: more");
  }

  @Test
  void graphs_nested_without_end_are_refused_without_a_stack_overflow() {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < 200; i++) {
      GraphProto inner = graph;
      graph = GraphProto.newBuilder().addNode(node("If", a -> a.setG(inner))).build();
    }
    ModelProto.Builder model = tiny();
    model.getGraphBuilder().addAllNode(graph.getNodeList());

    assertThatThrownBy(() -> read(model))
        .hasMessage("model file 'm.onnx' refused: it is not an ONNX file, or only a part of one");
  }

  @Test
  void bodies_and_metadata_within_the_file_are_accepted() {
    TensorProto tensor =
        TensorProto.newBuilder().addDims(1).setRawData(ByteString.copyFrom(new byte[4])).build();
    StringStringEntryProto line =
        StringStringEntryProto.newBuilder().setKey("pkg.torch").setValue("x").build();
    ModelProto.Builder model = tiny();
    node(model, "If", a -> a.setG(graph(tensor)));
    model.getGraphBuilder().getNodeBuilder(0).addMetadataProps(line);

    assertThat(read(model).inputs()).hasSize(1);
  }

  @Test
  void shipped_models_pass() {
    assertThat(SketchFile.shipped().isSealed()).isTrue();
    assertThat(ComposerFile.shipped().isSealed()).isTrue();
  }

  private static void assertRefused(Consumer<ModelProto.Builder> change, String reason) {
    assertThatThrownBy(() -> read(with(tiny().build(), change)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model file 'm.onnx' refused: " + reason);
  }

  private static ModelProto.Builder with(ModelProto model, Consumer<ModelProto.Builder> change) {
    ModelProto.Builder changed = model.toBuilder();
    change.accept(changed);
    return changed;
  }

  /** The file as anybody would read it: with the contract of its kind. */
  private static OnnxGraph read(ModelProto.Builder model) {
    return ModelFile.read("m.onnx", model.build().toByteArray()).graph();
  }

  /** A forecaster with seven nodes and five initializers. */
  private static ModelProto.Builder tiny() {
    try {
      return ModelProto.parseFrom(TinyModels.lastValue("tiny", "1", 0)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static GraphProto withDims(List<Long> dims) {
    return tiny().getGraph().toBuilder()
        .addInitializer(TensorProto.newBuilder().addAllDims(dims))
        .build();
  }

  private static TensorProto.Builder external(String location) {
    return TensorProto.newBuilder()
        .addDims(10)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .setName("leak")
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
  }

  private static SparseTensorProto sparse(TensorProto values) {
    return SparseTensorProto.newBuilder().setValues(values).addDims(10).build();
  }

  private static GraphProto graph(TensorProto initializer) {
    return GraphProto.newBuilder().setName("body").addInitializer(initializer).build();
  }

  private static void attribute(
      ModelProto.Builder model, Consumer<AttributeProto.Builder> attribute) {
    node(model, "Constant", attribute);
  }

  private static void node(
      ModelProto.Builder model, String op, Consumer<AttributeProto.Builder> attribute) {
    model.getGraphBuilder().addNode(node(op, attribute));
  }

  private static NodeProto node(String op, Consumer<AttributeProto.Builder> attribute) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op);
    attribute.accept(node.addAttributeBuilder().setName("value"));
    return node.build();
  }
}
