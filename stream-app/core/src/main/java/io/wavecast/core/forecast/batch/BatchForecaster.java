package io.wavecast.core.forecast.batch;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.IntervalPicker;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.fit.FitStep;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.model.ModelTimeoutException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Forecasts a micro-batch: requests of many series, each by its model, or by the one that takes its
 * place where it does not fit, in runs of at most the batch size. Output that is not finite is
 * replaced by a random-walk forecast and counted as a fallback, and so is that of a model that does
 * not end in time, if no other model takes its place. A window that is too short for its model,
 * because that has just replaced one of another shape, gets a warm-up forecast. Not thread-safe:
 * buffers are reused.
 */
public final class BatchForecaster {
  private static final double NANOS = 1e9;

  private final Forecasters forecasters;
  private final double level;
  private final int maxBatch;
  private final Metrics metrics;
  private final LongSupplier nanoClock;
  private final RandomWalk fallback;
  private float[] windows = new float[0];
  private float[] forecasts = new float[0];
  private float[] quantiles = new float[0];

  /**
   * @param forecasters the models
   * @param level of the intervals, in (0, 1)
   * @param maxBatch windows in one run at most, at least 1
   * @param metrics where it reports
   * @param nanoClock measures how long a run takes, ns
   */
  public BatchForecaster(
      Forecasters forecasters,
      double level,
      int maxBatch,
      Metrics metrics,
      LongSupplier nanoClock) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    this.forecasters = forecasters;
    this.level = level;
    this.maxBatch = maxBatch;
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.fallback = new RandomWalk(level);
  }

  /**
   * Forecasts every request.
   *
   * @return one forecast per request, in the same order
   * @throws io.wavecast.core.model.ModelException when a model fails to run; the same requests may
   *     be forecast again
   */
  public List<Forecast> forecast(List<ForecastRequest> requests) {
    Forecast[] out = new Forecast[requests.size()];
    try (Forecasters.Lease lease = forecasters.lease()) {
      Map<Forecaster, List<Integer>> byModel = new LinkedHashMap<>();
      Map<Integer, Forecaster> misfits = new HashMap<>();
      for (int i = 0; i < out.length; i++) {
        ForecastRequest request = requests.get(i);
        Forecaster model = lease.forSeries(request.series(), request.labels());
        if (request.misfit() != 0 && request.misfit() == FitStep.hashOf(model.model())) {
          misfits.put(i, model);
          model = fitting(lease.insteadOf(model, request.series()), model, request);
        }
        byModel.computeIfAbsent(model, f -> new ArrayList<>()).add(i);
      }
      byModel.forEach(
          (model, indices) -> {
            for (int from = 0; from < indices.size(); from += maxBatch) {
              int to = Math.min(indices.size(), from + maxBatch);
              runInTime(lease, model, requests, indices.subList(from, to), out);
            }
          });
      misfits.forEach((i, misfit) -> out[i] = tell(out[i], misfit.model()));
    }
    return Arrays.asList(out);
  }

  /** The model that takes the place of a misfit, unless its window is longer than is known. */
  private static Forecaster fitting(Forecaster other, Forecaster misfit, ForecastRequest request) {
    return other.shape().window() <= request.values().length ? other : misfit;
  }

  /** Says in a forecast which model does not fit the series, unless it was made by none. */
  private Forecast tell(Forecast forecast, ModelRef misfit) {
    if (forecast.model().equals(RandomWalk.MODEL)) {
      return forecast;
    }
    if (!forecast.model().equals(misfit)) {
      metrics.count(Metric.REPLACED, 1, misfit.name());
    }
    return forecast.withMisfit(misfit);
  }

  /** Replaces a model that does not end by the one that takes its place, or by a random walk. */
  private void runInTime(
      Forecasters.Lease lease,
      Forecaster model,
      List<ForecastRequest> requests,
      List<Integer> indices,
      Forecast[] out) {
    try {
      run(model, known(model.shape(), requests, indices, out), requests, out);
    } catch (ModelTimeoutException e) {
      if (e.isFirst()) {
        metrics.count(Metric.MODEL_TIMEOUTS, 1, model.model().name());
      }
      ForecastRequest any = requests.get(indices.get(0));
      Forecaster other = lease.forSeries(any.series(), any.labels());
      if (other != model) {
        runInTime(lease, other, requests, indices, out);
        return;
      }
      for (int i : indices) {
        out[i] = walk(requests.get(i), model.shape());
      }
      metrics.count(Metric.FORECASTS, indices.size(), model.model().name());
      metrics.count(Metric.FALLBACKS, indices.size(), model.model().name());
    }
  }

  /** The requests that have a full window; the others get a warm-up forecast. */
  private List<Integer> known(
      Shape shape, List<ForecastRequest> requests, List<Integer> indices, Forecast[] out) {
    List<Integer> known = new ArrayList<>(indices.size());
    for (int i : indices) {
      if (requests.get(i).values().length >= shape.window()) {
        known.add(i);
      } else {
        out[i] = walk(requests.get(i), shape);
        metrics.count(Metric.FORECASTS, 1, RandomWalk.MODEL.name());
      }
    }
    return known;
  }

  private void run(
      Forecaster model, List<Integer> indices, List<ForecastRequest> requests, Forecast[] out) {
    int n = indices.size();
    if (n == 0) {
      return;
    }
    IntervalPicker picker = IntervalPicker.of(model.quantileLevels(), level);
    int window = model.shape().window();
    int horizon = model.shape().horizon();
    windows = atLeast(windows, window);
    forecasts = atLeast(forecasts, horizon);
    quantiles = atLeast(quantiles, horizon * model.quantileLevels().length);
    for (int row = 0; row < n; row++) {
      float[] values = requests.get(indices.get(row)).values();
      System.arraycopy(values, values.length - window, windows, row * window, window);
    }
    long start = nanoClock.getAsLong();
    model.forecast(windows, n, forecasts, quantiles);
    String name = model.model().name();
    metrics.record(Metric.INFERENCE, (nanoClock.getAsLong() - start) / NANOS, name);
    metrics.record(Metric.BATCH_SIZE, n, name);
    metrics.count(Metric.FORECASTS, n, name);
    int fallbacks = 0;
    for (int row = 0; row < n; row++) {
      ForecastRequest request = requests.get(indices.get(row));
      float[] yhat = Arrays.copyOfRange(forecasts, row * horizon, (row + 1) * horizon);
      float[] lower = picker.lower(quantiles, row, horizon);
      float[] upper = picker.upper(quantiles, row, horizon);
      if (finite(yhat) && finite(lower) && finite(upper)) {
        out[indices.get(row)] =
            new Forecast(
                request.series(),
                request.origin(),
                request.stepMs(),
                yhat,
                lower,
                upper,
                level,
                model.model(),
                false,
                request.isImputed(window));
      } else {
        fallbacks++;
        out[indices.get(row)] = walk(request, model.shape());
      }
    }
    metrics.count(Metric.FALLBACKS, fallbacks, name);
  }

  private Forecast walk(ForecastRequest request, Shape shape) {
    float[] values = request.values();
    int n = Math.min(values.length, shape.window());
    return fallback.forecast(
        request.series(),
        request.origin(),
        request.stepMs(),
        Arrays.copyOfRange(values, values.length - n, values.length),
        0,
        n < shape.window(),
        request.isImputed(n),
        shape.horizon());
  }

  /** An array with room for a batch. */
  private float[] atLeast(float[] before, int each) {
    return before.length < maxBatch * each ? new float[maxBatch * each] : before;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
