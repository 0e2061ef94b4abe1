package io.wavecast.onnx.repository;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.Shape;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The active models between two swaps. Reference-counted: the repository and each lease hold it,
 * and its models are released with the last hold. Thread-safe.
 */
final class ModelSet {
  private final RepositorySettings settings;
  private final Map<String, SharedForecaster> models;
  private final MisfitLog misfits;

  /** The shape of all models; empty where they differ. */
  private final Optional<Shape> same;

  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * A set that is held once, by its creator.
   *
   * @param models by name, one for each name that the settings need
   * @param misfits reports which series a model does not fit
   */
  ModelSet(RepositorySettings settings, Map<String, SharedForecaster> models, MisfitLog misfits) {
    this.settings = settings;
    this.misfits = misfits;
    this.models = Map.copyOf(models);
    List<Shape> shapes =
        models.values().stream().map(model -> model.forecaster().shape()).distinct().toList();
    this.same = shapes.size() == 1 ? Optional.of(shapes.get(0)) : Optional.empty();
    this.models.values().forEach(SharedForecaster::hold);
  }

  Map<String, SharedForecaster> models() {
    return models;
  }

  /** Adds a hold; false when the set has been released. */
  boolean hold() {
    return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      models.values().forEach(SharedForecaster::release);
    }
  }

  /** The shape of the model for a series; routes are not looked at where all models have one. */
  Shape shape(String series, Map<String, String> labels) {
    return same.isPresent() ? same.get() : forSeries(series, labels).shape();
  }

  private Forecaster forSeries(String series, Map<String, String> labels) {
    String name = settings.model();
    for (Route route : settings.routes()) {
      if (route.matches(series, labels)) {
        name = route.model();
        break;
      }
    }
    OnnxForecaster model = loaded(name);
    return model.isDisabled() ? loaded(settings.model()) : model;
  }

  private OnnxForecaster loaded(String name) {
    SharedForecaster model = models.get(name);
    if (model == null) {
      throw new IllegalStateException("model '" + name + "' is not loaded");
    }
    return model.forecaster();
  }

  /** A lease; it takes over one hold on the set. */
  static final class Lease implements Forecasters.Lease {
    private final ModelSet set;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(ModelSet set) {
      this.set = set;
    }

    @Override
    public Forecaster forSeries(String series) {
      return forSeries(series, Map.of());
    }

    @Override
    public Forecaster forSeries(String series, Map<String, String> labels) {
      return set.forSeries(series, labels);
    }

    @Override
    public Forecaster insteadOf(Forecaster misfit, String series) {
      OnnxForecaster other = set.loaded(set.settings.model());
      set.misfits.tell(misfit.model(), other.model(), series);
      return other;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        set.release();
      }
    }
  }
}
