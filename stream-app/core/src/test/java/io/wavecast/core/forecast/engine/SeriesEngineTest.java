package io.wavecast.core.forecast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.text.Glob;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class SeriesEngineTest {
  private final States states = new States();
  private final List<Event> events = new ArrayList<>();
  private final FlakyForecaster model = new FlakyForecaster();

  @Test
  void what_waits_is_found_in_the_states_after_a_crash() {
    SeriesEngine crashed = engine();
    feed(crashed, "a", 0, 53);
    feed(crashed, "b", 0, 51);
    crashed.save();
    assertThat(crashed.waiting()).isEqualTo(6);
    events.clear();

    SeriesEngine next = engine();
    next.recover();
    assertThat(next.waiting()).isEqualTo(6);
    next.flush();

    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("a"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L, 52_000L);
    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("b"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L);
    assertThat(next.waiting()).isZero();
  }

  @Test
  void series_are_counted_also_after_a_restart() {
    SeriesEngine engine = engine();
    feed(engine, "a", 0, 3);
    feed(engine, "b", 0, 1);
    engine.save();

    SeriesEngine next = engine();
    next.recover();
    feed(next, "b", 0, 2);
    feed(next, "c", 0, 2);

    assertThat(engine.series()).isEqualTo(2);
    assertThat(next.series()).isEqualTo(3);
  }

  @Test
  void when_the_model_fails_all_waits_still() {
    SeriesEngine engine = engine();
    feed(engine, "a", 0, 52);
    events.clear();
    engine.save();
    byte[] before = states.map.get("a").toBytes();
    model.fails = true;

    assertThatThrownBy(engine::flush).isInstanceOf(ModelException.class);

    engine.save();
    assertThat(states.map.get("a").toBytes()).isEqualTo(before);
    assertThat(engine.waiting()).isEqualTo(3);
    model.fails = false;
    engine.flush();
    assertThat(events)
        .filteredOn(Forecast.class::isInstance)
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L);
  }

  @Test
  void a_full_batch_does_not_wait() {
    SeriesEngine engine = engine();
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
    SeriesEngine engine = engine();
    calm(engine, "calm", 30);
    calm(engine, "wild", 60);
    engine.flush();
    assertThat(engine.alertSeries(Alert.State.OK)).isEqualTo(2);

    engine.accept(new Observation("wild", 60_000, 1e6));
    engine.flush();
    engine.save();

    SeriesEngine next = engine();
    next.recover();
    for (SeriesEngine e : List.of(engine, next)) {
      assertThat(e.alertSeries(Alert.State.OK)).isEqualTo(1);
      assertThat(e.alertSeries(Alert.State.PENDING)).isEqualTo(1);
    }
  }

  @Test
  void silence_is_told_once_when_the_clock_is_looked_at() {
    AlertRule rule =
        new AlertRule(
            "r",
            Glob.ALL,
            1,
            2,
            0.5,
            2,
            3,
            5,
            Duration.ZERO,
            AlertRule.Side.BOTH,
            0,
            0,
            Optional.of(Duration.ofMinutes(1)));
    SeriesEngine engine =
        engine(
            new SeriesStep(
                WindowSettings.DEFAULT,
                DeviationSettings.DEFAULT,
                new AlertSettings(List.of(rule)),
                0.9,
                Metrics.NONE));
    calm(engine, "a", 30);
    calm(engine, "b", 60);
    events.clear();
    engine.flush();
    engine.save();
    engine.recover();
    states.read.clear();

    engine.lookForSilence(95_000);
    engine.lookForSilence(96_000);

    assertThat(events)
        .filteredOn(Alert.class::isInstance)
        .extracting(Event::series)
        .containsExactly("a");
    assertThat(engine.alertSeries(Alert.State.WARNING)).isEqualTo(1);
    assertThat(engine.waiting()).isZero();
    assertThat(states.read).as("states that were looked at").containsOnly("a");
  }

  @Test
  void a_series_that_comes_again_soon_is_not_read_again() {
    SeriesEngine engine = engine();
    feed(engine, "a", 0, 60);
    engine.flush();
    feed(engine, "a", 60, 62);
    engine.flush();
    engine.save();

    assertThat(states.read).containsExactly("a");
    assertThat(states.map.get("a").toBytes()).isEqualTo(stateAfter(62));
  }

  @Test
  void a_state_is_written_once_a_commit_and_only_if_it_changed() {
    SeriesEngine engine = engine();
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
    SeriesEngine engine = engine();
    feed(engine, "a", 0, 3);
    engine.save();
    Map<String, SeriesState> committed = Map.copyOf(states.map);
    feed(engine, "a", 3, 5);

    states.map.clear();
    states.map.putAll(committed);
    engine.recover();
    feed(engine, "a", 3, 60);
    engine.flush();
    engine.save();

    assertThat(states.map.get("a").toBytes()).isEqualTo(stateAfter(60));
  }

  @Test
  void more_series_than_are_held_are_forecast_as_few_are() {
    SeriesEngine engine = engine();
    for (int i = 0; i < 51; i++) {
      for (int s = 0; s < SeriesEngine.HELD + 10; s++) {
        engine.accept(new Observation("s" + s, 1000L * i, i));
      }
    }
    engine.flush();
    engine.save();

    byte[] expected = stateAfter(51);
    assertThat(states.map).hasSize(SeriesEngine.HELD + 10);
    assertThat(states.map.values()).allMatch(state -> Arrays.equals(state.toBytes(), expected));
  }

  /** The state of a series whose observations are forecast one by one. */
  private static byte[] stateAfter(int n) {
    States states = new States();
    SeriesEngine alone =
        new SeriesEngine(
            new SeriesStep(WindowSettings.DEFAULT, 0.9, Metrics.NONE),
            new BatchForecaster(
                Forecasters.of(new FakeForecaster("mean")), 0.9, 1, Metrics.NONE, () -> 0),
            1,
            states,
            event -> {},
            Metrics.NONE,
            () -> 0);
    feed(alone, "a", 0, n);
    alone.save();
    return states.map.get("a").toBytes();
  }

  private SeriesEngine engine() {
    return engine(new SeriesStep(WindowSettings.DEFAULT, 0.9, Metrics.NONE));
  }

  private SeriesEngine engine(SeriesStep step) {
    return new SeriesEngine(
        step,
        new BatchForecaster(Forecasters.of(model), 0.9, 8, Metrics.NONE, () -> 0),
        8,
        states,
        events::add,
        Metrics.NONE,
        () -> 0);
  }

  private static void feed(SeriesEngine engine, String series, int from, int to) {
    for (int i = from; i < to; i++) {
      engine.accept(new Observation(series, 1000L * i, i));
    }
  }

  private static void calm(SeriesEngine engine, String series, int n) {
    for (int i = 0; i < n; i++) {
      engine.accept(new Observation(series, 1000L * i, i % 2));
    }
  }

  private static final class States implements SeriesStates {
    final Map<String, SeriesState> map = new HashMap<>();
    final List<String> read = new ArrayList<>();
    final List<String> written = new ArrayList<>();

    @Override
    public SeriesState get(String series) {
      read.add(series);
      return map.getOrDefault(series, SeriesState.EMPTY);
    }

    @Override
    public void put(String series, SeriesState state) {
      written.add(series);
      map.put(series, SeriesState.of(state.toBytes()));
    }

    @Override
    public void forEach(BiConsumer<String, SeriesState> visitor) {
      map.forEach(visitor);
    }
  }

  private static final class FlakyForecaster implements Forecaster {
    private final FakeForecaster model = new FakeForecaster("mean");
    final List<Integer> runs = model.runs;
    boolean fails;

    @Override
    public ModelRef model() {
      return model.model();
    }

    @Override
    public double[] quantileLevels() {
      return model.quantileLevels();
    }

    @Override
    public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
      if (fails) {
        throw new ModelException("model is out of order", new IllegalStateException());
      }
      model.forecast(windows, n, forecasts, quantiles);
    }
  }
}
