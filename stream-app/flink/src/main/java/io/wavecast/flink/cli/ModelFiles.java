package io.wavecast.flink.cli;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.flink.models.CachedModel;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ModelLocation;
import io.wavecast.onnx.file.TrustedModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Fetches and checks model files where the job is submitted, and sends them to the task managers
 * with it. A location is a file, an http(s) address or any path that Flink's file systems know; a
 * suffix {@code #sha256=} may give its checksum.
 */
final class ModelFiles {
  private ModelFiles() {}

  /**
   * Fetches forecasters, checks them, and adds them to the job.
   *
   * @throws ModelFileException when one cannot be fetched, its checksum differs, its contract does
   *     not hold, it is not trusted, or its quantiles do not reach the level
   * @throws FailureException when two files have the same name
   */
  static List<CachedModel> forecasters(
      List<String> locations, TrustedModels trusted, double level, StreamExecutionEnvironment env) {
    List<CachedModel> sent = new ArrayList<>();
    for (String location : locations) {
      CachedModel model =
          send(
              location,
              (source, bytes) -> {
                ModelFile file = ModelFile.read(source, bytes);
                file.requireLevel(level);
                return file;
              },
              trusted,
              env);
      if (sent.stream().anyMatch(s -> s.name().equals(model.name()))) {
        throw new FailureException("model '" + model.name() + "' must come from one file only");
      }
      sent.add(model);
    }
    return sent;
  }

  /**
   * Fetches a model, checks it, and adds it to the job.
   *
   * @param reader reads its file
   * @throws ModelFileException when it cannot be fetched, its checksum differs, its contract does
   *     not hold, or it is not trusted
   */
  static CachedModel send(
      String text,
      BiFunction<String, byte[], ContractFile<?>> reader,
      TrustedModels trusted,
      StreamExecutionEnvironment env) {
    ModelLocation location = ModelLocation.of(text);
    byte[] bytes = location.read(ModelFiles::open);
    ContractFile<?> file = trusted.require(reader.apply(location.source(), bytes));
    CachedModel model = new CachedModel(file.model().name(), file.sha256());
    if (env.getCachedFiles().stream().noneMatch(sent -> sent.f0.equals(model.cacheName()))) {
      env.registerCachedFile(store(model, bytes), model.cacheName());
    }
    return model;
  }

  private static InputStream open(String source) throws IOException {
    org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(source);
    return path.getFileSystem().open(path);
  }

  /** A private copy, which nobody changes between the check and the submission. */
  private static String store(CachedModel model, byte[] bytes) {
    try {
      Path copy = Files.createTempFile("wavecast-" + model.name() + "-", ".onnx");
      copy.toFile().deleteOnExit();
      Files.write(copy, bytes);
      return copy.toUri().toString();
    } catch (IOException e) {
      throw new FailureException(
          "model '" + model.name() + "' cannot be stored: " + Throwables.reason(e), e);
    }
  }
}
