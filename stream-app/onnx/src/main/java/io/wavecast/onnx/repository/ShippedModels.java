package io.wavecast.onnx.repository;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The forecasters shipped with this module, listed in {@code models/index.txt}. */
public final class ShippedModels {
  private static final String FOLDER = "/io/wavecast/onnx/models/";

  private ShippedModels() {}

  /** Their names in the order of the index. */
  static List<String> names() {
    byte[] index =
        resource("index.txt")
            .orElseThrow(() -> new IllegalStateException("the index of shipped models is missing"));
    return new String(index, StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank()).toList();
  }

  /**
   * A model of the index.
   *
   * @throws ModelFileException when its contract does not hold
   */
  public static ModelFile read(String name) {
    byte[] bytes =
        resource(name + ".onnx")
            .orElseThrow(() -> new ModelFileException(name, "it is listed but not shipped"));
    return ModelFile.read("shipped:" + name, bytes);
  }

  /** A model's card in Markdown. */
  static Optional<String> card(String name) {
    return resource(name + ".md").map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = ShippedModels.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("shipped model file " + name + " cannot be read", e);
    }
  }
}
