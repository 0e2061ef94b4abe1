package io.wavecast.flink.cli;

import io.wavecast.core.model.FileSeal;
import io.wavecast.flink.models.SentModel;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ModelLocation;
import io.wavecast.onnx.file.SketchFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Fetches and checks model files where the job is submitted, and sends them to the task managers
 * with it. A location is a file, an http(s) address or any path that Flink's file systems know; a
 * suffix {@code #sha256=} may give its checksum.
 */
final class ModelFiles {
  private ModelFiles() {}

  /** Reads a model file and returns the name of the model inside. */
  @FunctionalInterface
  private interface Contract {
    /**
     * @throws ModelFileException when the contract does not hold
     */
    String nameOf(String source, byte[] bytes);
  }

  /**
   * Fetches forecasters, checks them, and adds them to the job.
   *
   * @throws ModelFileException when one cannot be fetched, its checksum differs, its contract does
   *     not hold, or its quantiles do not reach the level
   * @throws StartException when two files have the same name
   */
  static List<SentModel> forecasters(
      List<String> locations, double level, StreamExecutionEnvironment env) {
    List<SentModel> sent = new ArrayList<>();
    for (String location : locations) {
      SentModel model =
          send(
              location,
              (source, bytes) -> {
                ModelFile file = ModelFile.read(source, bytes);
                file.requireLevel(level);
                return file.model().name();
              },
              env);
      if (sent.stream().anyMatch(s -> s.name().equals(model.name()))) {
        throw new StartException("model '" + model.name() + "' must come from one file only");
      }
      sent.add(model);
    }
    return sent;
  }

  /** The same for a sketch classifier. */
  static SentModel sketches(String location, StreamExecutionEnvironment env) {
    return send(location, (source, bytes) -> SketchFile.read(source, bytes).model().name(), env);
  }

  /** The same for a composer. */
  static SentModel composer(String location, StreamExecutionEnvironment env) {
    return send(location, (source, bytes) -> ComposerFile.read(source, bytes).model().name(), env);
  }

  private static SentModel send(String text, Contract contract, StreamExecutionEnvironment env) {
    ModelLocation location = ModelLocation.of(text);
    byte[] bytes = location.read(ModelFiles::open);
    SentModel model =
        new SentModel(contract.nameOf(location.source(), bytes), FileSeal.sha256(bytes));
    if (env.getCachedFiles().stream().noneMatch(file -> file.f0.equals(model.cacheName()))) {
      env.registerCachedFile(store(model, bytes), model.cacheName());
    }
    return model;
  }

  private static InputStream open(String source) throws IOException {
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(source);
    return path.getFileSystem().open(path);
  }

  /** A private copy, which nobody changes between the check and the submission. */
  private static String store(SentModel model, byte[] bytes) {
    try {
      Path copy = Files.createTempFile("wavecast-" + model.name() + "-", ".onnx");
      copy.toFile().deleteOnExit();
      Files.write(copy, bytes);
      return copy.toUri().toString();
    } catch (IOException e) {
      throw new StartException(
          "model '" + model.name() + "' cannot be stored: " + e.getMessage(), e);
    }
  }
}
