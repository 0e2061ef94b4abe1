package io.wavecast.onnx.file;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a model may be given to ONNX Runtime. A model is data from elsewhere: ONNX
 * Runtime would read files of this machine that it names as the place of its weights. So the gate
 * visits every message of the file, wherever one can be nested (bodies of If, Loop and Scan,
 * attributes, training info), and refuses
 *
 * <ul>
 *   <li>a tensor whose values are outside the file, or whose size is absurd,
 *   <li>sparse tensors, functions, training info and opaque types, which no forecaster needs,
 *   <li>operators other than ONNX's own,
 *   <li>fields that are unknown here, because ONNX Runtime may know them,
 *   <li>more nodes, tensors or nested graphs than a forecaster can need.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class ModelGate {
  static final int MAX_NODES = 10_000;
  static final int MAX_TENSORS = 100_000;

  /** Graphs within graphs: ONNX Runtime's time to load a model grows with a power of them. */
  static final int MAX_DEPTH = 8;

  /** Elements of one tensor: as many as the largest file has bytes. */
  static final long MAX_ELEMENTS = Contract.MAX_BYTES;

  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

  private static final Map<Descriptor, String> REFUSED =
      Map.of(
          SparseTensorProto.getDescriptor(), "sparse tensors",
          FunctionProto.getDescriptor(), "functions",
          TrainingInfoProto.getDescriptor(), "training info",
          TypeProto.SparseTensor.getDescriptor(), "sparse tensors",
          TypeProto.Opaque.getDescriptor(), "opaque types");

  private final String source;
  private int nodes;
  private int tensors;
  private int depth;

  private ModelGate(String source) {
    this.source = source;
  }

  /**
   * Visits the complete model.
   *
   * @param source names the file in messages
   * @throws ModelFileException when it is refused; the message names the place in the file
   */
  static void check(String source, ModelProto model) {
    new ModelGate(source).visit(model, "model");
  }

  /** Whether a domain is that of ONNX's standard operators. */
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /** Recursion ends: the parser refuses messages that are nested more than 100 deep. */
  private void visit(Message message, String path) {
    String refused = REFUSED.getOrDefault(message.getDescriptorForType(), "");
    if (!refused.isEmpty()) {
      throw refused("it must not have " + refused, path);
    }
    Set<Integer> unknown = message.getUnknownFields().asMap().keySet();
    if (!unknown.isEmpty()) {
      throw refused("it must have known fields only", "field " + unknown + " of " + path);
    }
    if (message instanceof TensorProto tensor) {
      check(tensor, path);
    } else if (message instanceof NodeProto node) {
      nodes = count(nodes, MAX_NODES, "nodes");
      domain(node.getDomain(), path);
    } else if (message instanceof OperatorSetIdProto operators) {
      domain(operators.getDomain(), path);
    }
    int inner = message instanceof GraphProto ? 1 : 0;
    depth += inner;
    if (depth > MAX_DEPTH) {
      throw refused("graphs must be nested at most " + MAX_DEPTH + " deep", "more");
    }
    message.getAllFields().forEach((field, value) -> visit(field, value, path));
    depth -= inner;
  }

  private void visit(FieldDescriptor field, Object value, String path) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return;
    }
    String name = path + "." + field.getName();
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        visit((Message) list.get(i), name + "[" + i + "]");
      }
    } else {
      visit((Message) value, name);
    }
  }

  private void check(TensorProto tensor, String path) {
    tensors = count(tensors, MAX_TENSORS, "tensors");
    if (tensor.getExternalDataCount() > 0
        || tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT) {
      throw refused("its weights must be in the file itself", "external data of " + path);
    }
    long elements = 1;
    for (long size : tensor.getDimsList()) {
      if (size < 0 || (size > 0 && elements > MAX_ELEMENTS / size)) {
        throw refused(
            "a tensor must have at most " + MAX_ELEMENTS + " elements",
            tensor.getDimsList() + " of " + path);
      }
      elements *= size;
    }
  }

  private void domain(String domain, String path) {
    if (!DOMAINS.contains(domain)) {
      throw refused("its operators must be those of ONNX", "domain '" + domain + "' of " + path);
    }
  }

  private int count(int before, int most, String what) {
    if (before == most) {
      throw refused("it must have at most " + most + " " + what, "more");
    }
    return before + 1;
  }

  private ModelFileException refused(String rule, String got) {
    return new ModelFileException(source, rule + ", got: " + got);
  }
}
