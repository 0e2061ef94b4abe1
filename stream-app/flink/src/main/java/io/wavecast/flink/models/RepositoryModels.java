package io.wavecast.flink.models;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.StartException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.flink.api.common.cache.DistributedCache.DistributedCacheEntry;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Models of the job jar, of files that travel with the job, or of a folder that every task manager
 * has. One repository serves all subtasks of the job in a task manager.
 *
 * @param model name of the model for every series that no route sends elsewhere
 * @param routes the first whose pattern fits a series key counts
 * @param device where the models run
 * @param folder of files that add models or override those of the jar; watched; none where files
 *     travel with the job
 * @param sent files that travel with the job
 * @param level of the intervals, which the quantiles of every model must reach, in (0, 1)
 */
public record RepositoryModels(
    String model,
    List<Route> routes,
    Device device,
    @Nullable String folder,
    List<SentModel> sent,
    double level)
    implements ModelSource<Forecasters> {
  private static final Duration LOOK = Duration.ofSeconds(2);

  public RepositoryModels {
    routes = List.copyOf(routes);
    sent = List.copyOf(sent);
    if (folder != null && !sent.isEmpty()) {
      throw new IllegalArgumentException(
          "models must come from a folder or travel with the job, not both");
    }
  }

  /**
   * Looks, where the job is submitted, for every model that it needs: in the jar, among the files
   * that travel, and in the folder where this machine has it too.
   *
   * @throws StartException when one is absent, its contract does not hold, or its quantiles do not
   *     reach the level
   */
  public void check() {
    boolean unseen = folder != null && !Files.isDirectory(Path.of(folder));
    ModelCatalog catalog =
        new ModelCatalog(Optional.ofNullable(folder).map(Path::of).filter(f -> !unseen));
    Set<String> names = names();
    sent.forEach(file -> names.remove(file.name()));
    for (String name : names) {
      if (!unseen || catalog.names().contains(name)) {
        find(catalog, name);
      }
    }
  }

  /**
   * Opens every model on this machine and closes it again.
   *
   * @param env that the files travel with
   * @throws StartException when one can't be opened on the device
   */
  public void tryOut(StreamExecutionEnvironment env) {
    ModelCatalog catalog = new ModelCatalog(Optional.ofNullable(folder).map(Path::of));
    try {
      for (String name : names()) {
        if (sent.stream().noneMatch(file -> file.name().equals(name))) {
          OnnxForecaster.open(catalog.find(name), device).close();
        }
      }
      for (Tuple2<String, DistributedCacheEntry> file : env.getCachedFiles()) {
        if (sent.stream().anyMatch(model -> model.cacheName().equals(file.f0))) {
          Path path = Path.of(URI.create(file.f1.filePath));
          OnnxForecaster.open(ModelFile.read(path), device).close();
        }
      }
    } catch (ModelFileException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private void find(ModelCatalog catalog, String name) {
    if (!catalog.names().contains(name)) {
      throw new StartException(
          "there is no model '" + name + "', there are: " + String.join(", ", catalog.names()));
    }
    try {
      catalog.find(name).requireLevel(level);
    } catch (ModelFileException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(model));
    routes.forEach(route -> names.add(route.model()));
    return names;
  }

  @Override
  public Opened<Forecasters> open(RuntimeContext context, Metrics metrics) throws Exception {
    return SharedModels.open(this, context, metrics);
  }

  /** A repository of this task manager's own. */
  ModelRepository repository(RuntimeContext context, Metrics metrics, Path scratch)
      throws IOException {
    for (SentModel file : sent) {
      Files.write(scratch.resolve(file.name() + ".onnx"), file.read(context));
    }
    return ModelRepository.open(
        settings(sent.isEmpty() ? Optional.ofNullable(folder).map(Path::of) : Optional.of(scratch)),
        OptionalDouble.of(level),
        metrics,
        ModelLog.INSTANCE);
  }

  /** What a repository over a folder is told. */
  public RepositorySettings settings(Optional<Path> models) {
    return new RepositorySettings(models, model, routes, device, LOOK);
  }

  static Path scratch() throws IOException {
    return Files.createTempDirectory("wavecast-models-");
  }
}
