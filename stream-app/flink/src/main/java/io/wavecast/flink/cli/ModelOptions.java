package io.wavecast.flink.cli;

import io.wavecast.flink.StartException;
import io.wavecast.flink.models.ModelFiles;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which models forecast which series, and how they reach the task managers. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "default",
      description =
          "Model for every series that no route names another for. Default: ${DEFAULT-VALUE}")
  private String model;

  @Option(
      names = "--models-routes",
      split = ",",
      paramLabel = "PATTERN=NAME",
      description = "Which series go to which model, where * is any text; the first match counts.")
  private List<String> routes = new ArrayList<>();

  @Option(
      names = "--models-dir",
      paramLabel = "DIR",
      description =
          "Folder of ONNX files on every task manager that add to the models of the job jar or"
              + " override them by name; watched.")
  private @Nullable String folder;

  @Option(
      names = "--model-file",
      paramLabel = "FILE|URL[#sha256=HEX]",
      description =
          "ONNX file that is fetched and checked here and travels with the job; may be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "cpu",
      description = "Where models run. Default: ${DEFAULT-VALUE}")
  private String device;

  Device device() {
    return Device.of(device);
  }

  /**
   * Checks that the folder is on this machine.
   *
   * @throws StartException when it isn't
   */
  void requireFolder() {
    if (folder != null && !Files.isDirectory(Path.of(folder))) {
      throw new StartException("--models-dir must be a folder, got: " + folder);
    }
  }

  /**
   * Fetches and checks model files, and adds them to the job.
   *
   * @param level of the intervals, which the models' quantiles must reach
   */
  RepositoryModels models(double level, StreamExecutionEnvironment env) {
    if (folder != null && !files.isEmpty()) {
      throw new IllegalArgumentException(
          "models must come from --models-dir or by --model-file, not both");
    }
    return new RepositoryModels(
        model,
        routes.stream().map(ModelOptions::route).toList(),
        device(),
        folder,
        ModelFiles.forecasters(files, level, env),
        level);
  }

  private static Route route(String text) {
    int at = text.lastIndexOf('=');
    if (at < 1 || at == text.length() - 1) {
      throw new IllegalArgumentException("--models-routes must be PATTERN=NAME, got: " + text);
    }
    return new Route(text.substring(0, at), text.substring(at + 1));
  }
}
