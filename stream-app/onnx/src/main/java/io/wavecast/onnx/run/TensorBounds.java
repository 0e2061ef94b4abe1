package io.wavecast.onnx.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wavecast.onnx.file.ModelFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Refuses a graph with tensors of absurd size, one or all together: a file of 700 bytes may expand
 * a scalar to all memory of the machine, and a single operator is not ended. ONNX Runtime itself
 * says the sizes, in a session that computes nothing and whose outputs are those of all nodes.
 * Sizes that depend on values, and those in the bodies of loops, are not known before a run.
 */
final class TensorBounds {
  /** 1 GiB of floats. */
  static final double MAX_ELEMENTS = 1 << 28;

  /** 4 GiB of floats; most are freed before the last is made. */
  private static final double MAX_SUM = 4 * MAX_ELEMENTS;

  /** The largest batch on the CPU, for dimensions that are not known. */
  private static final long UNKNOWN = Device.CPU.maxRows();

  private TensorBounds() {}

  static void check(String source, byte[] model) {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT); // would fold constants
      try (OrtSession session =
          Sessions.ENVIRONMENT.createSession(withAllOutputs(model), options)) {
        double sum = 0;
        for (var output : session.getOutputInfo().entrySet()) {
          sum += check(source, output.getKey(), output.getValue());
        }
        if (sum > MAX_SUM) {
          throw new ModelFileException(
              source,
              "all tensors must have at most %.0f elements in a run, got: %.0f"
                  .formatted(MAX_SUM, sum));
        }
      }
    } catch (OrtException | InvalidProtocolBufferException e) {
      throw new ModelFileException(source, "ONNX Runtime cannot load it: " + Sessions.reason(e), e);
    }
  }

  /** The number of elements of an output. */
  private static double check(String source, String name, NodeInfo info) {
    double elements = 1;
    if (info.getInfo() instanceof TensorInfo tensor) {
      for (long size : tensor.getShape()) {
        elements *= size < 0 ? UNKNOWN : size;
      }
      if (elements > MAX_ELEMENTS) {
        throw new ModelFileException(
            source,
            "a tensor must have at most %.0f elements in a run, got: '%s' of %s"
                .formatted(MAX_ELEMENTS, name, Arrays.toString(tensor.getShape())));
      }
    }
    return elements;
  }

  private static byte[] withAllOutputs(byte[] model) throws InvalidProtocolBufferException {
    ModelProto.Builder all = ModelProto.parseFrom(model).toBuilder();
    Set<String> outputs = new HashSet<>(Set.of("")); // that of an optional output which is absent
    all.getGraph().getOutputList().forEach(output -> outputs.add(output.getName()));
    for (NodeProto node : all.getGraph().getNodeList()) {
      for (String name : node.getOutputList()) {
        if (outputs.add(name)) {
          all.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName(name));
        }
      }
    }
    return all.build().toByteArray();
  }
}
