package io.wavecast.onnx.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The models shipped with this module; forecasters are listed in {@code models/index.txt}. */
public final class ShippedModels {
  private static final String ROOT = "/io/wavecast/onnx/";
  private static final String FORECASTERS = "models/";

  private ShippedModels() {}

  /** The names of the forecasters, in the order of the index. */
  public static List<String> names() {
    String index = new String(bytes(FORECASTERS + "index.txt", "index.txt"), UTF_8);
    return index.lines().filter(l -> !l.isBlank()).toList();
  }

  /**
   * A forecaster of the index.
   *
   * @throws ModelFileException when its contract does not hold
   */
  public static ModelFile read(String name) {
    return ModelFile.read("shipped:" + name, bytes(FORECASTERS + name + ".onnx", name));
  }

  /**
   * The shipped model of another kind.
   *
   * @param home the class beside which {@code NAME.onnx} is
   */
  public static byte[] bytes(Class<?> home, String name) {
    return required(home, name + ".onnx", name);
  }

  private static byte[] bytes(String path, String name) {
    return required(ShippedModels.class, ROOT + path, name);
  }

  /** A file that must be there; a name stands for it in messages. */
  private static byte[] required(Class<?> home, String path, String name) {
    return resource(home, path)
        .orElseThrow(() -> new ModelFileException(name, "it is not shipped"));
  }

  private static Optional<byte[]> resource(Class<?> home, String path) {
    try (InputStream in = home.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("shipped model file " + path + " cannot be read", e);
    }
  }
}
