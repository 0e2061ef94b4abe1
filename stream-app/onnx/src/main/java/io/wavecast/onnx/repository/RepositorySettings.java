package io.wavecast.onnx.repository;

import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which models a {@link ModelRepository} loads.
 *
 * @param directory files that add models or override the shipped ones; watched
 * @param model the model of every series that no route matches, not blank
 * @param routes the first whose pattern matches a series applies
 * @param device where the models run
 * @param interval between two polls of the directory, at least 100 ms
 * @param trusted which files of the directory may be loaded
 */
public record RepositorySettings(
    Optional<Path> directory,
    String model,
    List<Route> routes,
    Device device,
    Duration interval,
    TrustedModels trusted) {
  private static final Duration LEAST = Duration.ofMillis(100);

  public RepositorySettings {
    routes = List.copyOf(routes);
    if (model.isBlank()) {
      throw new IllegalArgumentException("name of the model must not be blank");
    }
    if (interval.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "interval between two polls of the models directory must be at least 100 ms, got: "
              + interval.toMillis()
              + " ms");
    }
  }

  /** With a poll every 2 s. */
  public RepositorySettings(
      Optional<Path> directory,
      String model,
      List<Route> routes,
      Device device,
      TrustedModels trusted) {
    this(directory, model, routes, device, Duration.ofSeconds(2), trusted);
  }

  /** One shipped model for every series, on the CPU. */
  public static RepositorySettings shipped(String model) {
    return new RepositorySettings(
        Optional.empty(), model, List.of(), Device.CPU, TrustedModels.ALL);
  }

  /** The names of the models to load. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add(model);
    routes.forEach(route -> names.add(route.model()));
    return names;
  }
}
