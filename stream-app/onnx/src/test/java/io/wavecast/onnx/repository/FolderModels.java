package io.wavecast.onnx.repository;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The default model beside those of a folder, as a program opens them. */
public final class FolderModels {
  private FolderModels() {}

  /** The repository; the caller closes it. */
  public static ModelRepository open(Path folder, Route... routes) {
    return ModelRepository.open(
        new RepositorySettings(
            Optional.of(folder), "default", List.of(routes), Device.CPU, TrustedModels.ALL),
        OptionalDouble.empty(),
        Metrics.NONE,
        line -> {});
  }
}
