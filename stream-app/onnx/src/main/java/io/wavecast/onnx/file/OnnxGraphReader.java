package io.wavecast.onnx.file;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@link OnnxGraph} from a file's bytes. Thread-safe. */
final class OnnxGraphReader {
  private OnnxGraphReader() {}

  /**
   * Reads what a file declares, after {@link ModelGate} has let it pass.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the bytes are no ONNX file, or one that is refused
   */
  static OnnxGraph read(String source, byte[] bytes) {
    ModelProto model = parse(source, bytes);
    ModelGate.check(source, model);
    Set<String> weights =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    Map<String, String> metadata = new LinkedHashMap<>();
    model.getMetadataPropsList().forEach(line -> metadata.put(line.getKey(), line.getValue()));
    return new OnnxGraph(
        values(model.getGraph().getInputList()).stream()
            .filter(input -> !weights.contains(input.name()))
            .toList(),
        values(model.getGraph().getOutputList()),
        metadata);
  }

  private static ModelProto parse(String source, byte[] bytes) {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true); // weights stay in the array they came in
      ModelProto model = ModelProto.parseFrom(in);
      if (isModel(model)) {
        return model;
      }
    } catch (IOException e) {
      throw notAModel(source, e);
    }
    throw notAModel(source, null);
  }

  private static ModelFileException notAModel(String source, @Nullable IOException cause) {
    return new ModelFileException(source, "it is not an ONNX file, or only a part of one", cause);
  }

  /** Whether it has a version, operators of ONNX and at least one node. */
  private static boolean isModel(ModelProto model) {
    GraphProto graph = model.getGraph();
    return model.getIrVersion() >= 1
        && graph.getNodeList().stream().map(NodeProto::getOpType).anyMatch(op -> !op.isEmpty())
        && model.getOpsetImportList().stream()
            .anyMatch(set -> set.getVersion() >= 1 && ModelGate.isStandard(set.getDomain()));
  }

  private static List<OnnxGraph.Tensor> values(List<ValueInfoProto> values) {
    return values.stream().map(value -> tensor(value.getName(), value.getType())).toList();
  }

  private static OnnxGraph.Tensor tensor(String name, TypeProto type) {
    if (!type.hasTensorType()) {
      return new OnnxGraph.Tensor(name, "unknown", List.of());
    }
    int number = type.getTensorType().getElemType();
    TensorProto.DataType element = TensorProto.DataType.forNumber(number);
    return new OnnxGraph.Tensor(
        name,
        element == null ? "type " + number : element.name().toLowerCase(Locale.ROOT),
        type.getTensorType().getShape().getDimList().stream()
            .map(OnnxGraphReader::dimension)
            .toList());
  }

  private static String dimension(Dimension dimension) {
    return switch (dimension.getValueCase()) {
      case DIM_VALUE -> Long.toString(dimension.getDimValue());
      case DIM_PARAM -> dimension.getDimParam();
      default -> "?";
    };
  }
}
