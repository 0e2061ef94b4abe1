package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When states are read and written. */
class PipelineStatesTest extends ForecastPipelineFixture {
  @Test
  void a_stale_series_alerts_once() {
    ForecastPipeline engine =
        engine(spec(8, new AlertSettings(List.of(RuleText.read("r * stale-after=1m")))));
    calm(engine, "a", 30);
    calm(engine, "b", 60);
    events.clear();
    engine.flush();
    engine.save();
    recover(engine);
    states.read.clear();

    checkStale(engine, 95_000);
    checkStale(engine, 96_000);

    assertThat(events)
        .filteredOn(Alert.class::isInstance)
        .extracting(Event::series)
        .containsExactly("a");
    assertThat(gauge(engine, Metric.ALERT_SERIES, "OK")).isEqualTo(1);
    assertThat(gauge(engine, Metric.ALERT_SERIES, "WARNING")).isEqualTo(1);
    assertThat(engine.pending()).isZero();
    assertThat(states.read).as("states that were read").containsOnly("a");
  }

  @Test
  void a_series_that_stays_stale_is_not_read_again_until_it_is_observed() {
    AlertSettings rules =
        new AlertSettings(
            List.of(RuleText.read("slow b stale-after=1h"), RuleText.read("r * stale-after=1m")));
    ForecastPipeline engine = engine(spec(8, rules));
    calm(engine, "a", 30);
    calm(engine, "b", 30);
    checkStale(engine, 95_000);
    engine.save();
    recover(engine);
    checkStale(engine, 95_000);
    states.read.clear();

    checkStale(engine, 105_000);
    assertThat(states.read).as("no state whose series cannot be stale yet").isEmpty();

    engine.accept(new Observation("a", 110_000, 0));
    for (int i = 0; i < 20; i++) {
      engine.accept(new Observation("a", 111_000 + 1000L * i, i % 2));
    }
    engine.flush();
    checkStale(engine, 131_000);
    checkStale(engine, 300_000);
    assertThat(events)
        .filteredOn(e -> e instanceof Alert a && a.state() == Alert.State.WARNING)
        .extracting(Event::series)
        .containsExactly("a", "a");
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
    recover(engine);
    feed(engine, "a", 3, 60);
    engine.flush();
    engine.save();

    assertThat(states.map.get("a")).isEqualTo(stateAfter(60));
  }

  @Test
  void more_series_than_fit_into_memory_are_forecast_as_few_are() {
    ForecastPipeline engine = engine();
    for (int i = 0; i < 51; i++) {
      for (int s = 0; s < MANY; s++) {
        engine.accept(new Observation("s" + s, 1000L * i, i));
      }
    }
    engine.flush();
    engine.save();

    byte[] expected = stateAfter(51);
    assertThat(states.map).hasSize(MANY);
    assertThat(states.map.values()).allMatch(state -> Arrays.equals(state, expected));
  }

  private static final int MANY = 2500;

  /** The state of a series whose observations are forecast one by one. */
  private static byte[] stateAfter(int n) {
    RecordingStore states = new RecordingStore();
    ForecastPipeline alone =
        new ForecastPipeline(
            spec(1),
            Forecasters.of(new FakeForecaster("mean")),
            states,
            (event, headers) -> {},
            Metrics.NONE,
            () -> 0);
    feed(alone, "a", 0, n);
    alone.save();
    return Objects.requireNonNull(states.map.get("a"));
  }

  private static void checkStale(ForecastPipeline engine, long watermark) {
    engine.ticks().forEach(tick -> tick.action().run(0, watermark));
  }
}
