package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.batch.RoutedForecasters;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Labels;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that read and forecast other numbers of values than the shipped ones. */
class ShapesTest extends ForecastPipelineFixture {
  private static final Shape DAY = new Shape(64, 24);

  private final RoutedForecasters routed = new RoutedForecasters(model, of(DAY));
  private final InMemoryStore store = new InMemoryStore();

  @Test
  void series_of_different_models_warm_up_and_are_forecast_by_the_shape_of_their_own() {
    feedBoth(engine(8), 0, 100);

    assertThat(warmups("routed")).isEqualTo(62);
    assertThat(warmups("usual")).isEqualTo(48);
    assertThat(forecasts("routed")).hasSize(99).allMatch(f -> f.horizon() == 24);
    assertThat(forecasts("usual")).hasSize(99).allMatch(f -> f.horizon() == 10);
    assertThat(last(deviations("routed")).errors()).hasSize(24).doesNotContain(Float.NaN);
    assertThat(last(deviations("usual")).errors()).hasSize(10).doesNotContain(Float.NaN);
  }

  @ParameterizedTest
  @CsvSource({"64, 24", "16, 1", "300, 64"})
  void batches_and_restarts_change_nothing(int window, int horizon) {
    routed.routed = of(new Shape(window, horizon));
    ForecastPipeline alone = engine(1);
    rough(400).forEach(alone::process);
    List<Event> expected = List.copyOf(events);
    events.clear();

    store.remove("routed");
    ForecastPipeline engine = engine(8);
    for (Observation observation : rough(400)) {
      engine.process(observation);
      if (observation.timestamp() % 7000 == 0) {
        engine.save();
        engine = engine(8);
      }
    }
    engine.flush();

    assertThat(events).isEqualTo(expected);
    assertThat(forecasts("routed"))
        .anyMatch(f -> !f.warmup())
        .allMatch(f -> f.horizon() == horizon);
  }

  @Test
  void the_largest_state_can_be_written() {
    routed.routed = of(new Shape(Shape.MAX_WINDOW, Forecast.MAX_HORIZON));
    ForecastPipeline engine = engine(64);
    Map<String, String> labels = Map.of("l", "x".repeat(Labels.MAX_BYTES - 1));
    for (int i = 0; i < 1100; i++) {
      long time = 1_000_000_000L * i + (i % 7) * 100_000_000L;
      engine.process(new Observation("routed", time, i % 2, labels));
      if (i < 1090) {
        engine.flush();
      }
    }
    assertThat(engine.pending()).isEqualTo(10);

    engine.save();

    assertThat(store.get("routed")).hasSizeBetween(15_000, 20_000);
  }

  @ParameterizedTest
  @CsvSource({"50, 10, 64, 24", "64, 24, 50, 10", "16, 24, 300, 5"})
  void a_swap_warms_up_where_the_window_is_longer_and_no_forecast_is_lost(
      int window, int horizon, int laterWindow, int laterHorizon) {
    routed.routed = of(new Shape(window, horizon));
    ForecastPipeline engine = engine(8);
    rough(403).forEach(engine::process);
    engine.flush();
    events.clear();

    routed.routed = of(new Shape(laterWindow, laterHorizon));
    List<Observation> after = rough(900).subList(403, 900);
    after.forEach(engine::process);
    engine.flush();

    assertThat(forecasts("routed")).hasSameSizeAs(after).allMatch(f -> f.horizon() == laterHorizon);
    assertThat(warmups("routed")).isBetween(0, Math.max(0, laterWindow - window));
    assertThat(last(forecasts("routed")).warmup()).isFalse();
    assertThat(last(deviations("routed")).errors()).hasSize(laterHorizon);
  }

  @Test
  void a_swap_while_observations_are_pending_gives_them_warm_up_forecasts() {
    routed.routed = of(new Shape(50, 10));
    ForecastPipeline engine = engine(8);
    rough(103).forEach(engine::process);
    events.clear();

    routed.routed = of(DAY);
    engine.flush();

    assertThat(forecasts("routed")).isNotEmpty().allMatch(f -> f.warmup() && f.horizon() == 24);
  }

  @Test
  void a_rule_by_lead_times_beyond_the_horizon_of_a_series_judges_the_others() {
    ForecastPipeline engine = engine(8, "r * outside=1+24 min-breaches=2 window=2 score=off");
    for (int i = 0; i < 300; i++) {
      double value = i % 2 + (i > 280 ? 50 : 0);
      engine.process(new Observation("routed", 1000L * i, value));
      engine.process(new Observation("usual", 1000L * i, value));
    }
    engine.flush();

    assertThat(events)
        .filteredOn(Alert.class::isInstance)
        .extracting(Event::series)
        .contains("routed", "usual");
  }

  @Test
  void a_state_keeps_the_values_of_the_window_of_its_model() {
    ForecastPipeline engine = engine(1);
    feedBoth(engine, 0, 500);
    engine.save();

    int more = bytes("routed") - bytes("usual");
    assertThat(more).isBetween(4 * (64 - 50), 4000);
    assertThat(SeriesState.of(Objects.requireNonNull(store.get("routed"))).toBytes())
        .isEqualTo(store.get("routed"));
  }

  private int bytes(String series) {
    return Objects.requireNonNull(store.get(series)).length;
  }

  private static FakeForecaster of(Shape shape) {
    return new FakeForecaster("other", shape);
  }

  private ForecastPipeline engine(int maxBatch, String... rules) {
    ForecastSpec usual =
        spec(maxBatch, new AlertSettings(List.of(rules).stream().map(RuleText::read).toList()));
    ForecastPipeline engine =
        new ForecastPipeline(
            new ForecastSpec(
                usual.stream(), usual.windows(), usual.alerts(), usual.level(), usual.season()),
            routed,
            store,
            (event, headers) -> events.add(event),
            Metrics.NONE,
            () -> 0);
    engine.recover();
    return engine;
  }

  private static void feedBoth(ForecastPipeline engine, int from, int to) {
    for (int i = from; i < to; i++) {
      engine.process(new Observation("routed", 1000L * i, i % 5));
      engine.process(new Observation("usual", 1000L * i, i % 5));
    }
    engine.flush();
  }

  /** One series with short gaps and a spike. */
  private static List<Observation> rough(int n) {
    List<Observation> observations = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < n; i++) {
      time += i % 41 == 40 ? 4000 : 1000;
      observations.add(new Observation("routed", time, Math.sin(i / 5.0) + (i == 350 ? 30 : 0)));
    }
    return observations;
  }

  private int warmups(String series) {
    return (int) forecasts(series).stream().filter(Forecast::warmup).count();
  }

  private List<Forecast> forecasts(String series) {
    return of(series, Forecast.class);
  }

  private List<Deviation> deviations(String series) {
    return of(series, Deviation.class);
  }

  private <E extends Event> List<E> of(String series, Class<E> kind) {
    return events.stream()
        .filter(e -> kind.isInstance(e) && e.series().equals(series))
        .map(kind::cast)
        .toList();
  }

  private static <E> E last(List<E> all) {
    return all.get(all.size() - 1);
  }
}
