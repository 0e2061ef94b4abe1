package io.wavecast.flink.models;

import io.wavecast.config.Build;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.metrics.SharedMetrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the job jar, of files that travel with the job, or of a folder that every task manager
 * has. All subtasks of a job in a task manager share one repository: the first opens it, the last
 * closes it. Flink loads separate classes for each job, so jobs share nothing.
 *
 * @param model name of the model for every series without a route
 * @param routes the first whose pattern matches a series key applies
 * @param device where the models run
 * @param folder of files that add or override models; watched; null where files travel
 * @param sent files that travel with the job
 * @param level of the intervals, which the quantiles of every model must reach, in (0, 1)
 * @param trusted which files may be loaded
 */
public record RepositoryModels(
    String model,
    List<Route> routes,
    Device device,
    @Nullable String folder,
    List<CachedModel> sent,
    double level,
    TrustedModels trusted)
    implements ModelSource<Forecasters> {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryModels.class);
  private static final Map<RepositoryModels, Shared> OPEN = new HashMap<>();

  /**
   * A repository in use.
   *
   * @param scratch holds the files that travelled with the job
   * @param metrics of the subtasks that use it
   */
  private record Shared(
      ModelRepository repository, Optional<Path> scratch, SharedMetrics metrics) {}

  public RepositoryModels {
    routes = List.copyOf(routes);
    sent = List.copyOf(sent);
  }

  @Override
  public Opened<Forecasters> open(RuntimeContext context, Metrics metrics) throws IOException {
    synchronized (OPEN) {
      Shared shared = OPEN.get(this);
      if (shared == null) {
        shared = share(context, metrics);
        OPEN.put(this, shared);
      } else {
        shared.metrics.add(metrics);
      }
      return new Opened<>(shared.repository, () -> release(metrics));
    }
  }

  private Shared share(RuntimeContext context, Metrics metrics) throws IOException {
    SharedMetrics shared = new SharedMetrics(metrics);
    var unusedBuild = Build.current().report(shared);
    Optional<Path> scratch =
        sent.isEmpty()
            ? Optional.empty()
            : Optional.of(Files.createTempDirectory("wavecast-models-"));
    try {
      for (CachedModel file : sent) {
        Files.write(scratch.orElseThrow().resolve(file.name() + ".onnx"), file.read(context));
      }
      Optional<Path> directory = scratch.or(() -> Optional.ofNullable(folder).map(Path::of));
      ModelRepository repository =
          ModelRepository.open(
              new RepositorySettings(directory, model, routes, device, trusted),
              OptionalDouble.of(level),
              shared,
              LOG::warn);
      return new Shared(repository, scratch, shared);
    } catch (IOException | RuntimeException | Error e) {
      scratch.ifPresent(RepositoryModels::delete);
      throw e;
    }
  }

  private void release(Metrics metrics) {
    synchronized (OPEN) {
      Shared shared = OPEN.get(this);
      if (shared != null && shared.metrics.isLast(metrics)) {
        OPEN.remove(this);
        shared.repository.close();
        shared.scratch.ifPresent(RepositoryModels::delete);
      } else if (shared != null) {
        shared.metrics.remove(metrics);
      }
    }
  }

  /** Deletes what was written for the job; what cannot be deleted is left. */
  private static void delete(Path folder) {
    FileUtils.deleteDirectoryQuietly(folder.toFile());
  }
}
