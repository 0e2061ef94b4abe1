package io.wavecast.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What the contracts of all kinds of model files have in common. */
final class Contract {
  private static final long MAX_BYTES = 512L << 20;

  private Contract() {}

  /** The bytes of a file. */
  static byte[] bytes(Path path) {
    String source = path.toString();
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new ModelFileException(
            source, "it must have at most " + MAX_BYTES + " bytes, got: " + size);
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(source, "there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException(source, "it cannot be read: " + OneLine.of(e), e);
    }
  }

  /** What a file declares. */
  static OnnxGraph graph(String source, byte[] bytes) {
    try {
      return OnnxGraphReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, "it is not an ONNX file, or only a part of one", e);
    }
  }

  /** Requires one input, and that weights lie in the file itself. */
  static void onlyInput(String source, OnnxGraph graph, String name) {
    if (!graph.selfContained()) {
      throw new ModelFileException(source, "its weights must lie in the file itself");
    }
    List<String> inputs = graph.inputs().stream().map(OnnxGraph.Tensor::name).toList();
    if (!inputs.equals(List.of(name))) {
      throw new ModelFileException(source, "its only input must be '" + name + "', got: " + inputs);
    }
  }

  /** Requires a tensor of floats with a free first dimension, then these sizes. */
  static void check(
      String source, String kind, String name, List<OnnxGraph.Tensor> all, int... sizes) {
    OnnxGraph.Tensor tensor =
        all.stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelFileException(
                        source,
                        kind
                            + " '"
                            + name
                            + "' must be present, got: "
                            + all.stream().map(OnnxGraph.Tensor::name).toList()));
    if (!tensor.isFloatBatchOf(sizes)) {
      StringBuilder shape = new StringBuilder("[batch");
      for (int size : sizes) {
        shape.append(", ").append(size);
      }
      throw new ModelFileException(
          source, kind + " '" + name + "' must be float " + shape + "], got: " + tensor);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
