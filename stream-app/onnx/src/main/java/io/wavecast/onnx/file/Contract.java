package io.wavecast.onnx.file;

import io.wavecast.core.model.FileSeal;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
      throw new ModelFileException(source, "it cannot be read: " + Throwables.oneLine(e), e);
    }
  }

  /** The bytes of a file that travels inside this module. */
  static byte[] shipped(String name) {
    try (InputStream in = Contract.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelFileException(name, "it is not shipped");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("shipped model file " + name + " cannot be read", e);
    }
  }

  /** What a file declares, once its checksum holds where it carries one. */
  static OnnxGraph graph(String source, byte[] bytes) {
    OnnxGraph graph;
    try {
      graph = OnnxGraphReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, "it is not an ONNX file, or only a part of one", e);
    }
    String checksum = graph.metadata().get(FileSeal.LINE);
    if (checksum != null) {
      try {
        FileSeal.check(bytes, checksum);
      } catch (IllegalArgumentException e) {
        throw new ModelFileException(source, Throwables.oneLine(e), e);
      }
    }
    return graph;
  }

  /** What a file says of itself. */
  static <M> M metadata(String source, OnnxGraph graph, Function<Map<String, String>, M> reader) {
    try {
      return reader.apply(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, Throwables.oneLine(e), e);
    }
  }

  /** Requires these inputs and no other, and that weights lie in the file itself. */
  static void inputs(String source, OnnxGraph graph, List<String> names) {
    if (!graph.selfContained()) {
      throw new ModelFileException(source, "its weights must lie in the file itself");
    }
    List<String> got = graph.inputs().stream().map(OnnxGraph.Tensor::name).toList();
    if (got.size() != names.size() || !got.containsAll(names)) {
      throw new ModelFileException(source, "its inputs must be " + names + ", got: " + got);
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
}
