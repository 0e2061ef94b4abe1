package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.Arrival.Kind;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesStepTest {
  private static final long STEP = 1000;

  private final SeriesStep step = step(WindowSettings.DEFAULT, Metrics.NONE);
  private final List<SeriesStep.Outcome> outcomes = new ArrayList<>();
  private final List<Kind> arrivals = new ArrayList<>();
  private SeriesState state = SeriesState.EMPTY;

  @Test
  void rare_counters_start_at_zero_so_that_the_first_event_is_a_rise() {
    CountingMetrics metrics = new CountingMetrics();

    assertThat(step(WindowSettings.DEFAULT, metrics)).isNotNull();

    assertThat(metrics.labelled)
        .containsAllEntriesOf(
            Map.of(
                "wavecast.observations.late", 0L,
                "wavecast.observations.duplicate", 0L,
                "wavecast.values.imputed", 0L,
                "wavecast.windows.restarted", 0L,
                "wavecast.alerts WARNING", 0L,
                "wavecast.alerts CRITICAL", 0L));
  }

  @Test
  void the_first_observation_gives_no_forecast_and_the_second_a_flagged_one() {
    feed(0, 10);
    feed(1, 12);

    assertThat(outcomes.get(0).events()).noneMatch(Forecast.class::isInstance);
    Forecast forecast = forecast(outcomes.get(1));
    assertThat(forecast.warmup()).isTrue();
    assertThat(forecast.yhat()).containsOnly(12f);
    assertThat(forecast.stepMs()).isEqualTo(STEP);
    assertThat(forecast.origin()).isEqualTo(STEP);
  }

  @Test
  void the_fiftieth_observation_completes_the_window_and_waits() {
    feedUpTo(49);
    assertThat(outcomes.get(48).events()).hasAtLeastOneElementOfType(Forecast.class);
    assertThat(state.pending()).isZero();

    feed(49, 49);

    assertThat(last().events()).isEmpty();
    assertThat(state.pending()).isEqualTo(1);
    ForecastRequest request = state.requests("s").get(0);
    assertThat(request.values()).hasSize(50).startsWith(0f, 1f).endsWith(48f, 49f);
    assertThat(request.origin()).isEqualTo(49 * STEP);
  }

  @Test
  void every_waiting_observation_keeps_its_own_window_until_the_batch_is_made() {
    feedUpTo(64);

    List<ForecastRequest> requests = state.requests("s");

    assertThat(requests).hasSize(15);
    for (int i = 0; i < requests.size(); i++) {
      assertThat(requests.get(i).origin()).isEqualTo((49 + i) * STEP);
      for (int t = 0; t < 50; t++) {
        assertThat(requests.get(i).values()[t]).isEqualTo(i + t);
      }
    }
    assertThat(state.withoutPending().requests("s")).isEmpty();
  }

  @Test
  void what_waits_must_be_forecast_before_its_window_would_be_lost() {
    feedUpTo(64);
    feedBehindFlush(64, 64);
    assertThat(state.requests("s")).hasSize(1);
    assertThat(state.requests("s").get(0).values()).startsWith(15f).endsWith(64f);
  }

  @Test
  void an_equal_time_is_a_duplicate_and_an_older_one_is_late() {
    feedUpTo(3);
    SeriesState before = state;

    feed(2, 99);
    feed(1, 99);

    assertThat(arrivals.subList(3, 5)).containsExactly(Kind.DUPLICATE, Kind.LATE);
    assertThat(state).isSameAs(before);
  }

  @Test
  void a_gap_is_filled_linearly_and_flagged_until_it_leaves_the_window() {
    feedUpTo(50);
    state = state.withoutPending();

    feed(53, 53);
    ForecastRequest request = state.requests("s").get(0);
    assertThat(request.isImputed(50)).isTrue();
    assertThat(request.values()).startsWith(4f).endsWith(49f, 50f, 51f, 52f, 53f);

    for (int t = 54; t <= 102; t++) {
      state = state.withoutPending();
      feed(t, t);
      assertThat(state.requests("s").get(0).isImputed(50)).as("at %d", t).isEqualTo(t < 102);
    }
  }

  @Test
  void waiting_windows_stay_right_when_a_gap_is_filled_behind_them() {
    feedUpTo(50);
    feed(54, 54);
    feed(55, 55);

    List<ForecastRequest> requests = state.requests("s");

    assertThat(requests).hasSize(3);
    assertThat(requests.get(0).values()).startsWith(0f).endsWith(49f);
    assertThat(requests.get(0).isImputed(50)).isFalse();
    assertThat(requests.get(1).values()).startsWith(5f).endsWith(54f);
    assertThat(requests.get(2).values()).startsWith(6f).endsWith(55f);
    assertThat(requests.get(2).isImputed(50)).isTrue();
  }

  @Test
  void a_longer_gap_restarts_the_window_and_is_never_hidden() {
    feedUpTo(50);
    feedBehindFlush(56, 7);

    Forecast forecast = forecast(last());
    assertThat(forecast.warmup()).isTrue();
    assertThat(forecast.yhat()).containsOnly(7f);
    assertThat(forecast.stepMs()).isEqualTo(STEP);
    assertThat(forecast.yhatUpper()[0]).isGreaterThan(7f + 1f);
    feed(57, 8);
    assertThat(forecast(last()).yhat()).containsOnly(8f);
  }

  @Test
  void the_step_is_the_median_of_the_last_intervals() {
    long[] times = {0, 1000, 2000, 2100, 3000, 4000, 4900};
    for (long time : times) {
      accept(new Observation("s", time, 1));
    }

    assertThat(forecast(last()).stepMs()).isEqualTo(900);
  }

  @Test
  void a_configured_step_detects_gaps_from_the_second_observation_on() {
    SeriesStep configured = step(new WindowSettings(Duration.ofSeconds(1), 5), Metrics.NONE);

    SeriesState first = accept(configured, SeriesState.EMPTY, observation(0, 0)).state();
    SeriesStep.Outcome second = accept(configured, first, observation(3, 3));

    assertThat(forecast(second).imputed()).isTrue();
    assertThat(second.state().window().values()).containsExactly(0f, 1f, 2f, 3f);
  }

  @Test
  void the_bytes_of_a_state_give_the_same_state_at_every_point() {
    for (int t = 0; t < 200; t++) {
      Observation observation = observation(t + (t / 40) * 3 + (t / 90) * 50, Math.sin(t));
      if (step.classify(state, observation).mustFlush()) {
        state = state.withoutPending();
      }
      state = accept(step, state, observation).state();
      SeriesState copy = SeriesState.of(state.toBytes());
      assertThat(copy.toBytes()).isEqualTo(state.toBytes());
      assertThat(copy.requests("s")).usingRecursiveComparison().isEqualTo(state.requests("s"));
    }
  }

  @Test
  void what_waits_is_judged_when_its_batch_is_made_just_before_its_own_forecast() {
    feedUpTo(51);

    SeriesStep.Outcome completion =
        step.complete(state, List.of(forecast(49 * STEP, 60), forecast(50 * STEP, 70)));

    assertThat(completion.events())
        .extracting(e -> e.getClass().getSimpleName() + " " + e.eventTime() / STEP)
        .containsExactly("Deviation 49", "Forecast 49", "Deviation 50", "Forecast 50");
    Deviation second = (Deviation) completion.events().get(2);
    assertThat(second.y()).isEqualTo(50f);
    assertThat(second.lead()).isEqualTo(1);
    assertThat(second.yhat()).isEqualTo(60f);
    assertThat(completion.state().pending()).isZero();
  }

  @Test
  void every_accepted_observation_is_judged_once() {
    feed(0, 1);
    feed(1, 2);
    feed(1, 2);
    feed(0, 1);

    assertThat(outcomes)
        .extracting(o -> o.events().stream().filter(Deviation.class::isInstance).count())
        .containsExactly(1L, 1L, 0L, 0L);
  }

  @Test
  void a_series_that_is_stale_alerts_once() {
    AlertRule rule = RuleText.read("r * stale-after=10s");
    SeriesStep watching =
        step(WindowSettings.DEFAULT, new AlertSettings(List.of(rule)), Metrics.NONE);
    state = accept(watching, state, observation(5, 1)).state();

    assertThat(watching.checkStale(state, "s", FakeForecaster.SHAPE, 14_999).events()).isEmpty();
    SeriesStep.Outcome stale = watching.checkStale(state, "s", FakeForecaster.SHAPE, 18_000);

    assertThat(stale.events()).hasSize(1);
    assertThat(stale.events().get(0).eventTime()).isEqualTo(15_000);
    assertThat(stale.state().alertState()).isEqualTo(Alert.State.WARNING);
    assertThat(watching.checkStale(stale.state(), "s", FakeForecaster.SHAPE, 19_000).events())
        .isEmpty();
  }

  private static SeriesStep step(WindowSettings windows, Metrics metrics) {
    return step(windows, AlertSettings.DEFAULT, metrics);
  }

  private static SeriesStep step(WindowSettings windows, AlertSettings alerts, Metrics metrics) {
    return new SeriesStep(windows, alerts, 0.9, SeasonSettings.DEFAULT, Calendar.EMPTY, metrics);
  }

  /** Feeds an observation that must not be accepted before what is pending is forecast. */
  private void feedBehindFlush(long t, double value) {
    assertThat(step.classify(state, observation(t, value)).mustFlush()).isTrue();
    state = state.withoutPending();
    feed(t, value);
  }

  private static Forecast forecast(long origin, float value) {
    float[] values = new float[10];
    Arrays.fill(values, value);
    return new Forecast(
        "s", origin, STEP, values, values, values, 0.9, new ModelRef("m", "1"), false, false);
  }

  private void feedUpTo(int end) {
    for (int t = 0; t < end; t++) {
      feed(t, t);
    }
  }

  private void feed(long index, double value) {
    accept(observation(index, value));
  }

  private void accept(Observation observation) {
    arrivals.add(step.classify(state, observation).kind());
    SeriesStep.Outcome outcome = accept(step, state, observation);
    outcomes.add(outcome);
    state = outcome.state();
  }

  private static SeriesStep.Outcome accept(
      SeriesStep step, SeriesState state, Observation observation) {
    return step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE);
  }

  private static Forecast forecast(SeriesStep.Outcome outcome) {
    return (Forecast) outcome.events().get(outcome.events().size() - 1);
  }

  private SeriesStep.Outcome last() {
    return outcomes.get(outcomes.size() - 1);
  }

  private static Observation observation(long index, double value) {
    return new Observation("s", index * STEP, value);
  }
}
