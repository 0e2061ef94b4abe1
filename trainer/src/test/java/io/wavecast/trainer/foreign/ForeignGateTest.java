package io.wavecast.trainer.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.GatedFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.trainer.foreign.Adapter.Pad;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TrainingInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A foreign file that could read the machine's files never gets to ONNX Runtime. */
class ForeignGateTest {
  private static final Adapter ADAPTER = new Adapter(0, "", "", "", Pad.EDGE, false, List.of());

  /** Each place of a tensor, with how a model gets it there. */
  private static final Map<String, Place> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("initializer", (g, t) -> g.addInitializer(t));
    PLACES.put("sparse initializer", (g, t) -> g.addSparseInitializer(sparse(t)));
    PLACES.put("constant", (g, t) -> g.addNode(node("Constant", a -> a.setT(t))));
    PLACES.put(
        "sparse constant",
        (g, t) -> g.addNode(node("Constant", a -> a.setSparseTensor(sparse(t)))));
  }

  @TempDir private Path folder = Path.of("");

  /** Puts a tensor into a graph. */
  private interface Place {
    void put(GraphProto.Builder graph, TensorProto tensor);
  }

  static Stream<Arguments> places_and_paths() {
    return PLACES.keySet().stream()
        .flatMap(
            place ->
                Stream.of("absolute", "relative", "parent", "link")
                    .flatMap(
                        path ->
                            Stream.of("", "If", "Loop", "Scan")
                                .map(body -> Arguments.of(place, path, body))));
  }

  @ParameterizedTest(name = "{0}, path {1}, within {2}")
  @MethodSource("places_and_paths")
  void weights_of_another_file_are_refused_before_a_session(String place, String path, String body)
      throws IOException {
    ModelProto.Builder model = valid();
    GraphProto.Builder graph = body.isEmpty() ? model.getGraphBuilder() : GraphProto.newBuilder();
    PLACES.get(place).put(graph, external(location(path)));
    if (!body.isEmpty()) {
      GraphProto inner = graph.build();
      GraphProto around = GraphProto.newBuilder().addNode(node("If", a -> a.setG(inner))).build();
      model.getGraphBuilder().addNode(node(body, a -> a.setG(around)));
    }

    refused(model, "it(s weights)? must (be in the file itself|not have sparse tensors), got: .*");
  }

  @Test
  void training_info_is_refused_before_a_session() {
    GraphProto graph = GraphProto.newBuilder().addInitializer(external("secret.bin")).build();

    refused(
        valid().addTrainingInfo(TrainingInfoProto.newBuilder().setInitialization(graph)),
        "it must not have training info, got: model.training_info.0.");
  }

  @Test
  void a_file_beyond_all_limits_is_refused_before_it_is_read() throws IOException {
    Path large = folder.resolve("large.onnx");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(600L << 20); // no blocks on the disk
    }

    assertThatThrownBy(() -> GatedFile.read(large))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("it must have at most 536870912 bytes, got: 629145600");
  }

  @Test
  void the_same_file_without_such_a_tensor_gets_to_a_session() {
    boolean[] reached = {false};
    GatedFile file = GatedFile.of("m.onnx", valid().build().toByteArray());
    new AdaptedNetwork(
            file,
            ADAPTER,
            bytes -> {
              reached[0] = true;
              return ForeignSession.create(bytes);
            })
        .close();

    assertThat(reached[0]).isTrue();
  }

  private static void refused(ModelProto.Builder model, String reason) {
    byte[] bytes = model.build().toByteArray();
    ForeignSession.Factory unreachable =
        any -> {
          throw new AssertionError("the file got to ONNX Runtime");
        };
    assertThatThrownBy(
            () -> new AdaptedNetwork(GatedFile.of("m.onnx", bytes), ADAPTER, unreachable).close())
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching("model file 'm.onnx' refused: " + reason);
  }

  private String location(String path) throws IOException {
    Path secret = Files.write(folder.resolve("secret.bin"), new byte[40]);
    return switch (path) {
      case "absolute" -> secret.toString();
      case "relative" -> "secret.bin";
      case "parent" -> "../" + folder.getFileName() + "/secret.bin";
      default -> Files.createSymbolicLink(folder.resolve("link.bin"), secret).toString();
    };
  }

  private static ModelProto.Builder valid() {
    try {
      return ModelProto.parseFrom(StandIn.points(64, 16)).toBuilder();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TensorProto external(String location) {
    return TensorProto.newBuilder()
        .addDims(10)
        .setDataType(1)
        .setName("leak")
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .build();
  }

  private static SparseTensorProto sparse(TensorProto values) {
    return SparseTensorProto.newBuilder().setValues(values).addDims(10).build();
  }

  private static NodeProto node(String op, Consumer<AttributeProto.Builder> attribute) {
    AttributeProto.Builder value = AttributeProto.newBuilder().setName("value");
    attribute.accept(value);
    return NodeProto.newBuilder().setOpType(op).addAttribute(value).build();
  }
}
