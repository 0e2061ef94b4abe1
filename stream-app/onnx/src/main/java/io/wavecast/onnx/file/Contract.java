package io.wavecast.onnx.file;

import io.wavecast.core.model.FileSeal;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.Signature.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads model files and checks what their contracts have in common. */
final class Contract {
  /** The largest file, bytes, on a heap that has room for it. */
  static final int MAX_BYTES = 512 << 20;

  /** A file and its trial take several times its size. */
  private static final int SHARE_OF_HEAP = 8;

  private Contract() {}

  /** The largest file that this process reads, bytes. */
  static int maxBytes() {
    return (int) Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** What a file that is too large is refused with. */
  static String tooLarge() {
    int most = maxBytes();
    return "it must have at most %d bytes%s"
        .formatted(most, most < MAX_BYTES ? ", an eighth of the heap of this process" : "");
  }

  /** The bytes of a file, never of a pipe or a device: reading those may not end. */
  static byte[] bytes(Path path) {
    String source = path.toString();
    try {
      long size = Files.size(path);
      if (!Files.isRegularFile(path)) {
        throw new ModelFileException(source, "it must be a file");
      }
      if (size > maxBytes()) {
        throw new ModelFileException(source, tooLarge() + ", got: " + size);
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new ModelFileException(source, "there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException(source, "it cannot be read: " + Throwables.reason(e), e);
    }
  }

  /** The declarations of a file; verifies its checksum where it carries one. */
  static OnnxGraph graph(String source, byte[] bytes) {
    OnnxGraph graph = OnnxGraphReader.read(source, bytes);
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

  /** The metadata of a file. */
  static <M> M metadata(String source, OnnxGraph graph, Function<Map<String, String>, M> reader) {
    try {
      return reader.apply(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, Throwables.oneLine(e), e);
    }
  }

  /** Requires exactly these inputs and at least these outputs. */
  static void check(String source, OnnxGraph graph, Signature signature) {
    List<String> names = signature.inputs().stream().map(Rows::name).toList();
    List<String> got = names(graph.inputs());
    if (got.size() != names.size() || !got.containsAll(names)) {
      throw new ModelFileException(source, "its inputs must be " + names + ", got: " + got);
    }
    signature.inputs().forEach(rows -> check(source, "input", rows, graph.inputs()));
    signature.outputs().forEach(rows -> check(source, "output", rows, graph.outputs()));
  }

  private static void check(String source, String kind, Rows rows, List<OnnxGraph.Tensor> all) {
    String what = kind + " '" + rows.name() + "' must be ";
    OnnxGraph.Tensor tensor =
        all.stream()
            .filter(t -> t.name().equals(rows.name()))
            .findFirst()
            .orElseThrow(
                () -> new ModelFileException(source, what + "present, got: " + names(all)));
    if (!tensor.isFloat(rows)) {
      throw new ModelFileException(source, what + "float " + rows + ", got: " + tensor);
    }
  }

  private static List<String> names(List<OnnxGraph.Tensor> tensors) {
    return tensors.stream().map(OnnxGraph.Tensor::name).toList();
  }
}
