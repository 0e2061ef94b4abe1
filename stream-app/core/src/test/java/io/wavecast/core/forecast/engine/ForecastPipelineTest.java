package io.wavecast.core.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.stream.KeyedStore;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastPipelineTest {
  private final States states = new States();
  private final List<Event> events = new ArrayList<>();
  private final FakeForecaster model = new FakeForecaster("mean");

  @Test
  void pending_observations_are_recovered_from_the_states_after_a_crash() {
    ForecastPipeline crashed = engine();
    feed(crashed, "a", 0, 53);
    feed(crashed, "b", 0, 51);
    crashed.save();
    assertThat(crashed.pending()).isEqualTo(6);
    events.clear();

    ForecastPipeline next = engine();
    next.recover();
    assertThat(next.pending()).isEqualTo(6);
    next.flush();

    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("a"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L, 52_000L);
    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("b"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L);
    assertThat(next.pending()).isZero();
  }

  @Test
  void series_are_counted_also_after_a_restart() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 3);
    feed(engine, "b", 0, 1);
    engine.save();

    ForecastPipeline next = engine();
    next.recover();
    feed(next, "b", 0, 2);
    feed(next, "c", 0, 2);

    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(2);
    assertThat(gauge(next, Metric.SERIES)).isEqualTo(3);
  }

  @Test
  void when_the_model_fails_everything_stays_pending() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 52);
    events.clear();
    engine.save();
    byte[] before = states.map.get("a");
    model.fails = true;

    assertThatThrownBy(engine::flush).isInstanceOf(ModelException.class);

    engine.save();
    assertThat(states.map.get("a")).isEqualTo(before);
    assertThat(engine.pending()).isEqualTo(3);
    model.fails = false;
    engine.flush();
    assertThat(events)
        .filteredOn(Forecast.class::isInstance)
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L);
  }

  @Test
  void a_full_batch_is_forecast_at_once() {
    ForecastPipeline engine = engine();
    for (int s = 0; s < 8; s++) {
      feed(engine, "s" + s, 0, 49);
    }
    events.clear();

    for (int s = 0; s < 8; s++) {
      assertThat(events).isEmpty();
      feed(engine, "s" + s, 49, 50);
    }

    assertThat(events).filteredOn(Forecast.class::isInstance).hasSize(8);
    assertThat(model.runs).containsExactly(8);
  }

  @Test
  void series_are_counted_by_alert_state_also_after_a_crash() {
    ForecastPipeline engine = engine();
    calm(engine, "calm", 30);
    calm(engine, "wild", 60);
    engine.flush();
    assertThat(gauge(engine, Metric.ALERT_SERIES, "OK")).isEqualTo(2);

    engine.accept(new Observation("wild", 60_000, 1e6));
    engine.flush();
    engine.save();

    ForecastPipeline next = engine();
    next.recover();
    for (ForecastPipeline e : List.of(engine, next)) {
      assertThat(gauge(e, Metric.ALERT_SERIES, "OK")).isEqualTo(1);
      assertThat(gauge(e, Metric.ALERT_SERIES, "PENDING")).isEqualTo(1);
    }
  }

  @Test
  void a_stale_series_alerts_once() {
    ForecastPipeline engine =
        engine(spec(8, new AlertSettings(List.of(RuleText.read("r * stale-after=1m")))));
    calm(engine, "a", 30);
    calm(engine, "b", 60);
    events.clear();
    engine.flush();
    engine.save();
    engine.recover();
    states.read.clear();

    checkStale(engine, 95_000);
    checkStale(engine, 96_000);

    assertThat(events)
        .filteredOn(Alert.class::isInstance)
        .extracting(Event::series)
        .containsExactly("a");
    assertThat(gauge(engine, Metric.ALERT_SERIES, "WARNING")).isEqualTo(1);
    assertThat(engine.pending()).isZero();
    assertThat(states.read).as("states that were read").containsOnly("a");
  }

  @Test
  void a_series_that_comes_again_soon_is_not_read_again() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 60);
    engine.flush();
    feed(engine, "a", 60, 62);
    engine.flush();
    engine.save();

    assertThat(states.read).containsExactly("a");
    assertThat(states.map.get("a")).isEqualTo(stateAfter(62));
  }

  @Test
  void a_state_is_written_once_a_commit_and_only_if_it_changed() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 60);
    feed(engine, "b", 0, 60);
    engine.flush();
    assertThat(states.written).as("before a commit").isEmpty();

    engine.save();
    engine.accept(new Observation("b", 60_000, 1));
    engine.save();
    engine.flush();
    engine.save();
    engine.save();

    assertThat(states.written).containsExactly("a", "b", "b", "b");
  }

  @Test
  void what_changed_in_the_store_is_seen_after_recovery() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 3);
    engine.save();
    Map<String, byte[]> committed = Map.copyOf(states.map);
    feed(engine, "a", 3, 5);

    states.map.clear();
    states.map.putAll(committed);
    engine.recover();
    feed(engine, "a", 3, 60);
    engine.flush();
    engine.save();

    assertThat(states.map.get("a")).isEqualTo(stateAfter(60));
  }

  @Test
  void more_series_than_the_cache_holds_are_forecast_as_few_are() {
    ForecastPipeline engine = engine();
    for (int i = 0; i < 51; i++) {
      for (int s = 0; s < ForecastPipeline.CACHED_SERIES + 10; s++) {
        engine.accept(new Observation("s" + s, 1000L * i, i));
      }
    }
    engine.flush();
    engine.save();

    byte[] expected = stateAfter(51);
    assertThat(states.map).hasSize(ForecastPipeline.CACHED_SERIES + 10);
    assertThat(states.map.values()).allMatch(state -> Arrays.equals(state, expected));
  }

  /** The state of a series whose observations are forecast one by one. */
  private static byte[] stateAfter(int n) {
    States states = new States();
    ForecastPipeline alone =
        new ForecastPipeline(
            spec(1),
            Forecasters.of(new FakeForecaster("mean")),
            states,
            event -> {},
            Metrics.NONE,
            () -> 0);
    feed(alone, "a", 0, n);
    alone.save();
    return Objects.requireNonNull(states.map.get("a"));
  }

  static ForecastSpec spec(int maxBatch) {
    return spec(maxBatch, AlertSettings.DEFAULT);
  }

  private static ForecastSpec spec(int maxBatch, AlertSettings alerts) {
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
        DeviationSettings.DEFAULT,
        alerts,
        0.9);
  }

  private ForecastPipeline engine() {
    return engine(spec(8));
  }

  private ForecastPipeline engine(ForecastSpec spec) {
    return new ForecastPipeline(
        spec, Forecasters.of(model), states, events::add, Metrics.NONE, () -> 0);
  }

  private static double gauge(ForecastPipeline engine, Metric metric, String... labels) {
    return engine.gauges().stream()
        .filter(g -> g.metric() == metric && g.labels().equals(List.of(labels)))
        .mapToDouble(g -> g.value().getAsDouble())
        .sum();
  }

  private static void checkStale(ForecastPipeline engine, long watermark) {
    engine.ticks().forEach(tick -> tick.action().accept(watermark));
  }

  private static void feed(ForecastPipeline engine, String series, int from, int to) {
    for (int i = from; i < to; i++) {
      engine.accept(new Observation(series, 1000L * i, i));
    }
  }

  private static void calm(ForecastPipeline engine, String series, int n) {
    for (int i = 0; i < n; i++) {
      engine.accept(new Observation(series, 1000L * i, i % 2));
    }
  }

  private static final class States implements KeyedStore {
    final Map<String, byte[]> map = new HashMap<>();
    final List<String> read = new ArrayList<>();
    final List<String> written = new ArrayList<>();

    @Override
    public byte @Nullable [] get(String key) {
      read.add(key);
      return map.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
      written.add(key);
      map.put(key, value);
    }

    @Override
    public void remove(String key) {
      map.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> visitor) {
      map.forEach(visitor);
    }
  }
}
