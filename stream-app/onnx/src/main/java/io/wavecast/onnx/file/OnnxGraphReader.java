package io.wavecast.onnx.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@link OnnxGraph} from a file's bytes. Field numbers are those of <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>. Not thread-safe.
 */
final class OnnxGraphReader {
  private static final List<String> TYPES =
      List.of(
          "undefined",
          "float",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "double");

  private final List<OnnxGraph.Tensor> inputs = new ArrayList<>();
  private final List<OnnxGraph.Tensor> outputs = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<String> weights = new HashSet<>();
  private boolean hasVersion;
  private boolean hasOperators;
  private boolean hasNodes;
  private boolean selfContained = true;

  private OnnxGraphReader() {}

  /**
   * @throws IllegalArgumentException when the bytes are no ONNX file
   */
  static OnnxGraph read(byte[] bytes) {
    return new OnnxGraphReader().model(new ProtoReader(ByteBuffer.wrap(bytes)));
  }

  private OnnxGraph model(ProtoReader model) {
    while (model.next()) {
      switch (model.field()) {
        case 1 -> hasVersion = model.number() >= 1;
        case 7 -> graph(model.message());
        case 8 -> hasOperators |= isStandard(model.message());
        case 14 -> metadata(model.message());
        default -> {}
      }
    }
    if (!hasVersion || !hasOperators || !hasNodes) {
      throw new IllegalArgumentException("not an ONNX file");
    }
    inputs.removeIf(input -> weights.contains(input.name()));
    return new OnnxGraph(
        List.copyOf(inputs), List.copyOf(outputs), selfContained, new LinkedHashMap<>(metadata));
  }

  /** Whether a set of operators is ONNX's own. */
  private static boolean isStandard(ProtoReader set) {
    String domain = "";
    long version = 0;
    while (set.next()) {
      switch (set.field()) {
        case 1 -> domain = set.text();
        case 2 -> version = set.number();
        default -> {}
      }
    }
    return version >= 1 && (domain.isEmpty() || domain.equals("ai.onnx"));
  }

  private void metadata(ProtoReader line) {
    String key = "";
    String value = "";
    while (line.next()) {
      switch (line.field()) {
        case 1 -> key = line.text();
        case 2 -> value = line.text();
        default -> {}
      }
    }
    metadata.put(key, value);
  }

  private void graph(ProtoReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> node(graph.message());
        case 5 -> weights.add(weight(graph.message()));
        case 11 -> inputs.add(value(graph.message()));
        case 12 -> outputs.add(value(graph.message()));
        default -> {}
      }
    }
  }

  private void node(ProtoReader node) {
    while (node.next()) {
      switch (node.field()) {
        case 4 -> hasNodes |= !node.text().isEmpty();
        case 5 -> attribute(node.message());
        default -> {}
      }
    }
  }

  private void attribute(ProtoReader attribute) {
    while (attribute.next()) {
      if (attribute.field() == 5) {
        var unused = weight(attribute.message());
      }
    }
  }

  /** Notes whether a tensor is in the file itself. Returns its name. */
  private String weight(ProtoReader tensor) {
    String name = "";
    while (tensor.next()) {
      switch (tensor.field()) {
        case 8 -> name = tensor.text();
        case 13 -> selfContained = false;
        case 14 -> selfContained &= tensor.number() == 0;
        default -> {}
      }
    }
    return name;
  }

  private static OnnxGraph.Tensor value(ProtoReader value) {
    String name = "";
    String type = "unknown";
    List<String> shape = new ArrayList<>();
    while (value.next()) {
      if (value.field() == 1) {
        name = value.text();
      } else if (value.field() == 2) {
        ProtoReader kind = value.message();
        while (kind.next()) {
          type = kind.field() == 1 ? tensorType(kind.message(), shape) : type;
        }
      }
    }
    return new OnnxGraph.Tensor(name, type, List.copyOf(shape));
  }

  private static String tensorType(ProtoReader tensor, List<String> shape) {
    String type = "unknown";
    while (tensor.next()) {
      if (tensor.field() == 1) {
        long number = tensor.number();
        type = number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : "type " + number;
      } else if (tensor.field() == 2) {
        ProtoReader dimensions = tensor.message();
        while (dimensions.next()) {
          if (dimensions.field() == 1) {
            shape.add(dimension(dimensions.message()));
          }
        }
      }
    }
    return type;
  }

  private static String dimension(ProtoReader dimension) {
    String text = "?";
    while (dimension.next()) {
      switch (dimension.field()) {
        case 1 -> text = Long.toString(dimension.number());
        case 2 -> text = dimension.text();
        default -> {}
      }
    }
    return text;
  }
}
