package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A pipeline over states in memory whose model is the mean of the window. */
abstract class ForecastPipelineFixture {
  final RecordingStore states = new RecordingStore();
  final List<Event> events = new ArrayList<>();
  final FakeForecaster model = new FakeForecaster("mean");

  static ForecastSpec spec(int maxBatch) {
    return spec(maxBatch, AlertSettings.DEFAULT);
  }

  static ForecastSpec spec(int maxBatch, AlertSettings alerts) {
    StreamSettings usual = StreamSettings.of(Topics.withPrefix("t."));
    return new ForecastSpec(
        new StreamSettings(
            usual.topics(),
            usual.format(),
            usual.latePolicy(),
            maxBatch,
            usual.linger(),
            usual.maxRecordBytes()),
        WindowSettings.DEFAULT,
        alerts,
        0.9,
        SeasonSettings.DEFAULT);
  }

  /** The same pipeline, which forgets a series after a silence. */
  static ForecastSpec expiring(ForecastSpec spec, Duration after) {
    return spec.withWindows(spec.windows().withExpireAfter(after));
  }

  ForecastPipeline engine() {
    return engine(spec(8));
  }

  ForecastPipeline engine(ForecastSpec spec) {
    return new ForecastPipeline(
        spec,
        Forecasters.of(model),
        states,
        (event, headers) -> events.add(event),
        Metrics.NONE,
        () -> 0);
  }

  RecordedPipeline recorded(ForecastSpec spec) {
    return new RecordedPipeline(
        spec, Forecasters.of(model), (event, labels) -> events.add(event), Metrics.NONE);
  }

  static double gauge(ForecastPipeline engine, Metric metric, String... labels) {
    return engine.gauges().stream()
        .filter(g -> g.metric() == metric && g.labels().equals(List.of(labels)))
        .mapToDouble(g -> g.value().getAsDouble())
        .sum();
  }

  /** Restores from the store, and visits all states, which takes several slices. */
  static void recover(ForecastPipeline engine) {
    engine.recover();
    boolean more = true;
    while (more) {
      more = engine.visitSlice();
    }
  }

  static void feed(ForecastPipeline engine, String series, int from, int to) {
    for (int i = from; i < to; i++) {
      engine.accept(new Observation(series, 1000L * i, i));
    }
  }

  static void calm(ForecastPipeline engine, String series, int n) {
    for (int i = 0; i < n; i++) {
      engine.accept(new Observation(series, 1000L * i, i % 2));
    }
  }
}
