package io.wavecast.onnx.repository;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.onnx.support.DaemonThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The active models. Loads the models that its settings name and polls the models directory. A
 * changed file is checked, verified by a trial run, and swapped in between two batches; a refused
 * file changes nothing. Thread-safe.
 */
public final class ModelRepository implements Forecasters, AutoCloseable {
  private static final String OK = "ok";
  private static final String REFUSED = "refused";

  private final RepositorySettings settings;
  private final OptionalDouble level;
  private final Metrics metrics;
  private final Consumer<String> log;
  private final MisfitLog misfits;
  private final Function<ModelFile, OnnxForecaster> sessions;
  private final ModelCatalog catalog;
  private final DirectoryWatch watch;
  private final Optional<ScheduledExecutorService> poller;
  private final Optional<Metrics.Registration> levelGauge;
  private volatile ModelSet current;
  private volatile boolean closed;

  /**
   * @param sessions opens a file that has been read on ONNX Runtime
   */
  ModelRepository(
      RepositorySettings settings,
      OptionalDouble level,
      Metrics metrics,
      Consumer<String> log,
      Function<ModelFile, OnnxForecaster> sessions) {
    this.settings = settings;
    this.level = level;
    this.metrics = metrics;
    this.log = log;
    this.misfits = new MisfitLog(log, System::nanoTime);
    this.sessions = sessions;
    this.catalog = new ModelCatalog(settings.directory(), settings.trusted());
    this.watch = new DirectoryWatch(catalog);
    metrics.count(Metric.MODEL_LOADS, 0, REFUSED);
    this.current = new ModelSet(settings, loadAll(), misfits);
    catalog.refused(settings.names()).forEach(problem -> log.accept("not in use: " + problem));
    this.poller = settings.directory().map(d -> startPolling());
    this.levelGauge =
        level.isPresent()
            ? Optional.of(metrics.gauge(Metric.INTERVAL_LEVEL, level::getAsDouble))
            : Optional.empty();
  }

  /**
   * Loads the models that the settings name and starts to poll the directory.
   *
   * @param level share of the values that intervals should contain, in (0, 1): models whose
   *     quantiles do not cover such intervals are refused; empty for no check
   * @param metrics counts loads, lists the active models and reports the level
   * @param log takes one line about each changed file and each model that is disabled, from the
   *     polling thread or the one that ran the model, and about each refused file of the directory
   *     that is not in use, or about series that a model does not fit; must not throw
   * @throws ModelFileException when a model is absent, foreign, broken, or cannot run
   * @throws IllegalArgumentException when the directory does not exist
   */
  public static ModelRepository open(
      RepositorySettings settings, OptionalDouble level, Metrics metrics, Consumer<String> log) {
    return new ModelRepository(
        settings, level, metrics, log, file -> OnnxForecaster.open(file, settings.device()));
  }

  private Map<String, SharedForecaster> loadAll() {
    Map<String, SharedForecaster> models = new HashMap<>();
    try {
      for (String name : settings.names()) {
        watch.start(name);
        models.put(name, load(catalog.find(name)));
      }
      return models;
    } catch (RuntimeException e) {
      metrics.count(Metric.MODEL_LOADS, 1, REFUSED);
      new ModelSet(settings, models, misfits).release();
      throw e;
    }
  }

  private SharedForecaster load(ModelFile file) {
    level.ifPresent(file::requireLevel);
    OnnxForecaster forecaster = sessions.apply(file);
    forecaster.onDisabled(log);
    metrics.count(Metric.MODEL_LOADS, 1, OK);
    for (Metric each : List.of(Metric.MODEL_TIMEOUTS, Metric.MODEL_MISFITS, Metric.REPLACED)) {
      metrics.count(each, 0, forecaster.model().name());
    }
    return new SharedForecaster(forecaster, metrics);
  }

  private ScheduledExecutorService startPolling() {
    ScheduledExecutorService executor = DaemonThreads.scheduler("wavecast-models");
    long interval = settings.interval().toMillis();
    var unused =
        executor.scheduleWithFixedDelay(this::poll, interval, interval, TimeUnit.MILLISECONDS);
    return executor;
  }

  @Override
  public Lease lease() {
    while (!closed) {
      ModelSet set = current;
      if (set.hold()) {
        return new ModelSet.Lease(set);
      }
    }
    throw new IllegalStateException("model repository is closed");
  }

  @Override
  public Shape shape(String series, Map<String, String> labels) {
    return current.shape(series, labels);
  }

  @Override
  public boolean usesLabels() {
    return settings.routes().stream().anyMatch(route -> route.pattern().usesLabels());
  }

  /** The active models, in the order of their names in the settings. */
  public List<OnnxForecaster> active() {
    Map<String, SharedForecaster> models = current.models();
    return settings.names().stream()
        .flatMap(n -> Optional.ofNullable(models.get(n)).stream())
        .map(SharedForecaster::forecaster)
        .toList();
  }

  /**
   * Polls the directory once, as the watching thread does at every interval. A changed file is
   * loaded at the second poll that sees it unchanged.
   */
  synchronized void poll() {
    if (closed) {
      return;
    }
    for (String name : settings.names()) {
      try {
        if (watch.changed(name)) {
          reload(name);
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        keep(name, e);
      }
    }
  }

  private void reload(String name) {
    SharedForecaster old = loaded(name);
    ModelFile file = catalog.find(name);
    if (file.sha256().equals(old.forecaster().file().sha256())) {
      return;
    }
    SharedForecaster fresh = load(file);
    Map<String, SharedForecaster> models = new HashMap<>(current.models());
    models.put(name, fresh);
    ModelSet before = current;
    current = new ModelSet(settings, models, misfits);
    before.release();
    log.accept(
        "model %s %s is active now, was %s: %s"
            .formatted(
                name, file.model().version(), old.forecaster().model().version(), file.source()));
  }

  private void keep(String name, Throwable e) {
    metrics.count(Metric.MODEL_LOADS, 1, REFUSED);
    log.accept(
        "model %s %s stays active, the new file is refused: %s"
            .formatted(name, loaded(name).forecaster().model().version(), Throwables.oneLine(e)));
  }

  private SharedForecaster loaded(String name) {
    SharedForecaster model = current.models().get(name);
    if (model == null) {
      throw new IllegalStateException("model '" + name + "' is not loaded");
    }
    return model;
  }

  /** Stops polling and closes the models, each with the last lease on it. */
  @Override
  public void close() {
    poller.ifPresent(ScheduledExecutorService::shutdown);
    synchronized (this) {
      if (!closed) {
        closed = true;
        current.release();
        levelGauge.ifPresent(Metrics.Registration::close);
      }
    }
  }
}
