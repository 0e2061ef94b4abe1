package io.wavecast.flink.models;

import io.wavecast.config.Build;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the job jar, or of a folder that every task manager has. All subtasks of a job in a
 * task manager share one repository: the first opens it, the last closes it. Flink loads separate
 * classes for each job, so jobs share nothing.
 *
 * @param model name of the model for every series without a route
 * @param routes the first whose pattern matches a series key applies
 * @param device where the models run
 * @param folder of files that add or override models; watched; null for none
 * @param level of the intervals, which the quantiles of every model must reach, in (0, 1)
 * @param trusted which files may be loaded
 */
public record RepositoryModels(
    String model,
    List<Route> routes,
    Device device,
    @Nullable String folder,
    double level,
    TrustedModels trusted)
    implements ModelSource<Forecasters> {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryModels.class);
  private static final Map<RepositoryModels, Shared> OPEN = new HashMap<>();

  /** A repository in use. */
  private static final class Shared {
    private final ModelRepository repository;
    private int subtasks;

    Shared(ModelRepository repository) {
      this.repository = repository;
    }
  }

  public RepositoryModels {
    routes = List.copyOf(routes);
  }

  /** The folder of files that add or override models. */
  public Optional<Path> directory() {
    return Optional.ofNullable(folder).map(Path::of);
  }

  /** Opens the repository, which reports to the metrics of the subtask that opens first. */
  @Override
  public Opened<Forecasters> open(Metrics metrics) {
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(this, models -> new Shared(repository(metrics)));
      shared.subtasks++;
      return new Opened<>(shared.repository, this::release);
    }
  }

  private ModelRepository repository(Metrics metrics) {
    var unusedBuild = Build.current().report(metrics);
    return ModelRepository.open(
        new RepositorySettings(directory(), model, routes, device, trusted),
        OptionalDouble.of(level),
        metrics,
        LOG::warn);
  }

  private void release() {
    synchronized (OPEN) {
      Shared shared = OPEN.get(this);
      if (shared != null && --shared.subtasks == 0) {
        OPEN.remove(this);
        shared.repository.close();
      }
    }
  }
}
