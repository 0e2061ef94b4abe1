package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a calendar changes in the steps of one series. */
class CalendarStepTest extends CalendarFixture {
  @Test
  void what_is_not_learned_leaves_every_memory_as_it_is_bit_by_bit() {
    normal(KNOWN);
    byte[] deviation = deviation();
    byte[] season = season();
    entry(0, 60, "do-not-learn");

    outage(30);
    normal(30);

    assertThat(deviation()).isEqualTo(deviation);
    assertThat(season()).isEqualTo(season);
    assertThat(season).isNotEmpty();
    assertThat(deviations(KNOWN, KNOWN + 60))
        .allSatisfy(d -> assertThat(d.calendar().notLearnedBy()).isEqualTo("works"))
        .allSatisfy(d -> assertThat(d.calendar().mutedBy()).isEmpty());
    assertThat(deviations(KNOWN, KNOWN + 1).get(0).score()).isGreaterThan(1);

    normal(1);

    assertThat(deviation()).isNotEqualTo(deviation);
  }

  @Test
  void a_reason_names_the_day_that_a_holiday_is_like() {
    entry(360 - KNOWN, 360 - KNOWN + 24, "like-sunday");
    normal(360);
    events.clear();

    outage(2);

    assertThat(alerts()).isNotEmpty();
    assertThat(alerts().get(0).reason()).contains("; judged as a Sunday by 'works'");
  }

  @Test
  void nothing_changes_either_where_the_window_restarts() {
    normal(KNOWN);
    byte[] deviation = deviation();
    byte[] season = season();
    hour += 2 * KNOWN; // longer than all that is known
    entry(2 * KNOWN, 2 * KNOWN + 30, "do-not-learn");

    outage(30);

    assertThat(deviation()).isEqualTo(deviation);
    assertThat(season()).isEqualTo(season);

    for (int i = 0; i < 200; i++) {
      feed(500 + random.nextGaussian());
    }
    assertThat(deviations(hour - 100, hour)).allMatch(d -> d.score() < 1);
  }

  @Test
  void errors_mean_nothing_after_a_restart_of_which_only_the_first_value_was_not_learned() {
    slow(KNOWN);
    hour += 240;
    entry(240, 241, "do-not-learn");
    slow(8);
    events.clear();

    feed(-14);

    assertThat(alerts()).isEmpty();
  }

  private void slow(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(20 * Math.sin(2 * Math.PI * hour / 160) + 0.3 * random.nextGaussian());
    }
  }

  @Test
  void what_is_not_learned_leaves_an_empty_memory_empty() {
    entry(-KNOWN, -KNOWN + 10, "both");

    normal(10);

    assertThat(state.deviation().isEmpty()).isTrue();
    assertThat(state.season().isEmpty()).isTrue();
    assertThat(state.alert().isEmpty()).isTrue();
  }

  @Test
  void every_observation_gets_its_forecast_also_where_nothing_is_learned() {
    normal(KNOWN);
    events.clear();
    entry(0, 20, "both");

    normal(30);

    assertThat(events).filteredOn(Forecast.class::isInstance).hasSize(30);
  }

  @Test
  void an_alert_that_is_open_does_not_change_until_the_end() {
    normal(KNOWN);
    entry(5, 40, "mute");
    outage(5);
    List<State> before = alerts().stream().map(Alert::state).toList();
    assertThat(before).last().isEqualTo(State.CRITICAL);
    events.clear();

    outage(5);
    normal(30);

    assertThat(alerts()).isEmpty();
    assertThat(state.alertState()).isEqualTo(State.CRITICAL);
    assertThat(deviations(KNOWN + 5, KNOWN + 40))
        .hasSize(35)
        .allSatisfy(d -> assertThat(d.calendar().mutedBy()).isEqualTo("works"))
        .allSatisfy(d -> assertThat(d.calendar().isLearned()).isTrue());

    normal(30);

    assertThat(alerts()).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
    assertThat(alerts().get(0).since()).isEqualTo((KNOWN + 40) * HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mute", "both"})
  void one_that_would_begin_inside_begins_at_the_end_if_the_reason_lasts(String effect) {
    normal(KNOWN);
    entry(0, 20, effect);
    normal(10);
    events.clear();

    outage(20);

    assertThat(alerts().get(0).since()).isEqualTo((KNOWN + 20) * HOUR);
    assertThat(alerts().get(0).state()).isIn(State.WARNING, State.CRITICAL);
  }

  @Test
  void one_that_would_begin_inside_never_does_if_the_reason_ends_there() {
    normal(KNOWN);
    entry(0, 20, "both");
    events.clear();

    outage(15);
    normal(40);

    assertThat(alerts()).isEmpty();
  }

  @Test
  void other_series_and_other_times_are_not_muted() {
    normal(KNOWN);
    entry(30, 40, "both");

    outage(3);

    assertThat(alerts()).isNotEmpty();
    assertThat(deviations(KNOWN, KNOWN + 3))
        .allSatisfy(d -> assertThat(d.calendar().isMuted()).isFalse());
  }

  @Test
  void a_series_that_is_stale_alerts_at_the_end() {
    SeriesStep watching = step(new AlertSettings(List.of(RuleText.read("r * stale-after=2h"))));
    normal(KNOWN);
    entry(0, 10, "mute");

    assertThat(
            watching.checkStale(state, "s", FakeForecaster.SHAPE, (KNOWN + 10) * HOUR - 1).events())
        .isEmpty();
    assertThat(watching.checkStale(state, "s", FakeForecaster.SHAPE, (KNOWN + 10) * HOUR).events())
        .extracting(Event::eventTime)
        .containsExactly((KNOWN + 10) * HOUR);
    calendar = Calendar.EMPTY;
    assertThat(watching.checkStale(state, "s", FakeForecaster.SHAPE, (KNOWN + 9) * HOUR).events())
        .extracting(Event::eventTime)
        .containsExactly((KNOWN + 1) * HOUR);
  }
}
