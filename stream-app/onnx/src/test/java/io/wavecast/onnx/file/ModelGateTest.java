package io.wavecast.onnx.file;

import static io.wavecast.onnx.file.ForeignTensors.external;
import static io.wavecast.onnx.file.ForeignTensors.graph;
import static io.wavecast.onnx.file.ForeignTensors.node;
import static io.wavecast.onnx.file.ForeignTensors.sparse;
import static io.wavecast.onnx.file.ForeignTensors.tiny;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that is dangerous or absurd is refused when it is read. */
class ModelGateTest {
  @TempDir Path dir;

  @ParameterizedTest
  @MethodSource("io.wavecast.onnx.file.ForeignTensors#places_and_paths")
  void a_tensor_in_another_file_is_refused_at_every_place(String place, String path)
      throws IOException {
    byte[] model = ForeignTensors.model(place, path, dir);

    assertThatThrownBy(() -> ModelFile.read("m.onnx", model))
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
        .hasMessageEndingWith("it must have at most 10000 nodes, got: more");
    assertThatThrownBy(() -> read(with(full, m -> m.getGraphBuilder().addInitializer(tensor))))
        .hasMessageEndingWith("it must have at most 100000 tensors, got: more");
  }

  @Test
  void graphs_nested_deeper_than_a_forecaster_needs_are_refused() {
    assertThat(read(nested(ModelGate.MAX_DEPTH - 1))).isNotNull(); // the model's own is one
    assertThatThrownBy(() -> read(nested(ModelGate.MAX_DEPTH)))
        .hasMessageEndingWith("graphs must be nested at most 8 deep, got: more");
  }

  @Test
  void graphs_nested_without_end_are_refused_without_a_stack_overflow() {
    assertThatThrownBy(() -> read(nested(200)))
        .hasMessage("model file 'm.onnx' refused: it is not an ONNX file, or only a part of one");
  }

  /** A model with so many graphs, each in the one before. */
  private static ModelProto.Builder nested(int graphs) {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < graphs; i++) {
      GraphProto inner = graph;
      graph = GraphProto.newBuilder().addNode(node("If", a -> a.setG(inner))).build();
    }
    ModelProto.Builder model = tiny();
    model.getGraphBuilder().addAllNode(graph.getNodeList());
    return model;
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

  private static GraphProto withDims(List<Long> dims) {
    return tiny().getGraph().toBuilder()
        .addInitializer(TensorProto.newBuilder().addAllDims(dims))
        .build();
  }
}
