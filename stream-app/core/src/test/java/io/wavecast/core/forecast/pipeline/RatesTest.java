package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.window.Arrival;
import io.wavecast.core.forecast.window.Counters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counters that are observed as their rates. */
class RatesTest extends ForecastPipelineFixture {
  private static final String SERIES = "requests_total";

  /** A pipeline for which some series are counters. */
  static ForecastSpec withCounters(ForecastSpec spec, String... patterns) {
    List<SeriesPattern> counters = List.of(patterns).stream().map(SeriesPattern::of).toList();
    return spec.withWindows(spec.windows().withCounters(new Counters(counters)));
  }

  private static ForecastSpec spec(String... patterns) {
    return withCounters(spec(8), patterns);
  }

  @Test
  void the_rate_is_the_increase_per_second_and_a_fall_is_a_restart_from_0() {
    ForecastPipeline engine = engine(spec("*_total"));

    values(engine, 100, 160, 40, 40, 60);

    assertThat(rates()).containsExactly(6f, 4f, 0f, 2f);
  }

  @Test
  void a_rate_is_exact_where_the_counter_is_too_large_for_a_float() {
    ForecastPipeline engine = engine(spec("*_total"));

    values(engine, 1e15, 1e15 + 10, 1e15 + 15);

    assertThat(rates()).containsExactly(1f, 0.5f);
  }

  @Test
  void a_rate_that_no_float_holds_is_the_largest_one() {
    ForecastPipeline engine = engine(spec("*_total"));

    engine.process(new Observation(SERIES, 0, 0));
    engine.process(new Observation(SERIES, 1, 3e38));

    assertThat(rates()).containsExactly(Float.MAX_VALUE);
  }

  @Test
  void other_series_are_observed_as_they_are() {
    ForecastPipeline engine = engine(spec("*_total"));

    engine.process(new Observation("load", 0, 5));
    engine.process(new Observation("load", 1000, 6));

    assertThat(rates()).containsExactly(5f, 6f);
  }

  @Test
  void what_is_not_newer_is_discarded_also_after_the_first_value() {
    ForecastPipeline engine = engine(spec("*_total"));

    assertThat(observe(engine, 10, 5)).isEqualTo(Arrival.Kind.COUNTER);
    assertThat(observe(engine, 10, 7)).isEqualTo(Arrival.Kind.DUPLICATE);
    assertThat(observe(engine, 9, 0)).isEqualTo(Arrival.Kind.LATE);
    assertThat(observe(engine, 11, 6)).isEqualTo(Arrival.Kind.FIRST);
    assertThat(observe(engine, 11, 9)).isEqualTo(Arrival.Kind.DUPLICATE);
    assertThat(observe(engine, 10, 9)).isEqualTo(Arrival.Kind.LATE);
    assertThat(observe(engine, 12, 8)).isEqualTo(Arrival.Kind.NEXT);

    assertThat(rates()).containsExactly(1f, 2f);
  }

  @Test
  void a_series_that_begins_or_ceases_to_be_a_counter_starts_from_scratch_with_its_alert() {
    ForecastSpec usual = spec(8, new AlertSettings(List.of(RuleText.read("r * limit-above=50"))));
    ForecastPipeline engine = engine(withCounters(usual, "type=counter"));
    for (int t = 0; t < 60; t++) {
      observe(engine, t, 100, null);
    }
    assertThat(engine.pending()).as("what is pending is forecast first").isPositive();

    Arrival.Kind first = observe(engine, 60, 1000, Map.of("type", "counter"));
    Arrival.Kind second = observe(engine, 61, 1001, null);
    observe(engine, 62, 1003, null);
    Arrival.Kind last = observe(engine, 63, 30, Map.of());
    Arrival.Kind next = observe(engine, 64, 31, null);
    engine.flush();

    assertThat(first).isEqualTo(Arrival.Kind.COUNTER);
    assertThat(second).isEqualTo(Arrival.Kind.FIRST);
    assertThat(last).isEqualTo(Arrival.Kind.FIRST);
    assertThat(next).isEqualTo(Arrival.Kind.NEXT);
    assertThat(rates()).hasSize(64).endsWith(100f, 1f, 2f, 30f, 31f);
    assertThat(alerts())
        .extracting(alert -> alert.state() + " since " + alert.started())
        .containsExactly("CRITICAL since 1000", "RECOVERING since 1000");
  }

  @Test
  void what_is_pending_when_the_setting_begins_is_forecast() {
    ForecastPipeline engine = engine(spec());
    for (int t = 0; t < 52; t++) {
      observe(engine, t, 100 + t);
    }
    int pending = engine.pending();
    engine.save();
    events.clear();

    engine = engine(spec("*_total"));
    recover(engine);
    observe(engine, 52, 152);

    assertThat(pending).isPositive();
    assertThat(rates()).hasSize(pending);
    assertThat(events).filteredOn(Forecast.class::isInstance).hasSize(pending);
  }

  @Test
  void the_first_value_is_a_series_that_is_stale_and_expires() {
    ForecastSpec stale = spec(8, new AlertSettings(List.of(RuleText.read("r * stale-after=1m"))));
    ForecastPipeline engine =
        engine(withCounters(expiring(stale, Duration.ofMinutes(5)), "*_total"));
    observe(engine, 0, 5);
    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
    engine.save();
    recover(engine);

    engine.process(new Observation("load", 100_000, 1));
    engine.ticks().get(0).action().run(0, 100_000);
    assertThat(alerts()).extracting(Alert::series).containsExactly(SERIES);

    assertThat(observe(engine, 300, 9)).as("has expired").isEqualTo(Arrival.Kind.COUNTER);
    assertThat(observe(engine, 301, 10)).isEqualTo(Arrival.Kind.FIRST);
  }

  @Test
  void restarts_change_nothing() {
    ForecastPipeline engine = engine(spec("*_total"));
    double[] totals = IntStream.range(0, 120).mapToDouble(i -> i % 50 * (double) i).toArray();
    values(engine, totals);
    engine.flush();
    List<Event> without = List.copyOf(events);
    states.map.clear();
    events.clear();

    engine = engine(spec("*_total"));
    for (int i = 0; i < totals.length; i++) {
      observe(engine, 10 * i, totals[i]);
      engine.save();
      engine = engine(spec("*_total"));
      recover(engine);
    }
    engine.flush();

    assertThat(events).hasSizeGreaterThan(200);
    assertThat(events).containsExactlyInAnyOrderElementsOf(without);
  }

  @Test
  void a_live_value_after_a_history_has_a_rate() {
    ForecastPipeline engine = engine(spec("*_total"));
    history(engine, 0, 100);
    history(engine, 10, 130);

    observe(engine, 20, 160);
    observe(engine, 30, 180);

    assertThat(rates()).containsExactly(3f, 2f);
  }

  @Test
  void a_counter_with_one_live_value_is_live() {
    ForecastPipeline engine = engine(spec("*_total"));
    observe(engine, 100, 220);
    history(engine, 90, 180);
    history(engine, 110, 0);

    observe(engine, 110, 250);

    assertThat(rates()).containsExactly(3f);
  }

  private List<Float> rates() {
    return events.stream()
        .filter(Deviation.class::isInstance)
        .map(event -> ((Deviation) event).y())
        .toList();
  }

  private List<Alert> alerts() {
    return events.stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  /** Every ten seconds. */
  private static void values(ForecastPipeline engine, double... values) {
    for (int i = 0; i < values.length; i++) {
      observe(engine, 10 * i, values[i]);
    }
  }

  private static Arrival.Kind observe(ForecastPipeline engine, int second, double value) {
    return observe(engine, second, value, null);
  }

  private static Arrival.Kind observe(
      ForecastPipeline engine, int second, double value, @Nullable Map<String, String> labels) {
    return engine.process(new Observation(SERIES, 1000L * second, value, labels));
  }

  private static void history(ForecastPipeline engine, int second, double value) {
    List<Header> headers = List.of(new Header(Observation.HISTORY_HEADER, new byte[0]));
    engine.accept(
        new Observation(SERIES, 1000L * second, value),
        new RawRecord(null, null, 0, "t.observations", 0, 0, headers));
  }
}
