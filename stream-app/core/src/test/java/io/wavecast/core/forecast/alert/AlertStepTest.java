package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an alert changes its state. */
class AlertStepTest extends AlertScenario {
  private static final long SEED = 20261201;

  @Test
  void two_breaches_of_three_warn_and_recovery_ends_it_with_one_event_per_transition() {
    feed(0.2, 1.5, 0.6, 1.2, 0.8, 0.4, 0.3, 0.2);

    assertStates(State.PENDING, State.WARNING, State.RECOVERING, State.OK);
    assertThat(alerts)
        .extracting(Alert::since)
        .containsExactly(102 * STEP, 104 * STEP, 106 * STEP, 107 * STEP);
    assertThat(alerts).extracting(Alert::started).containsOnly(102 * STEP);
    assertThat(alerts.get(1).reason())
        .isEqualTo("rose to 2; 2 of the last 3 values breach; score 1.2");
    assertThat(alerts.get(1).rule()).isEqualTo("r");
  }

  @Test
  void a_score_just_above_a_border_has_the_digits_that_say_so() {
    feed(1.00002, 0.99999, 1.00003);

    assertThat(alerts)
        .extracting(alert -> alert.reason().substring(alert.reason().lastIndexOf("score")))
        .containsExactly("score 1.00002", "score 1.00003");
  }

  @Test
  void a_single_breach_is_only_pending() {
    feed(1.5, 0.1, 0.1, 0.1);

    assertStates(State.PENDING, State.OK);
  }

  @Test
  void critical_breaches_raise_a_warning_to_critical_and_never_back() {
    feed(1.5, 1.5, 2.5, 2.5, 1.5, 1.5);

    assertStates(State.PENDING, State.WARNING, State.CRITICAL);
  }

  @Test
  void critical_breaches_of_before_do_not_raise_an_alert_that_recovers() {
    step = step(rule(3, 5, 3, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(2.5, 2.5, 2.5, 0.1, 0.1, 0.1);

    assertStates(State.PENDING, State.CRITICAL, State.RECOVERING, State.OK);
  }

  @Test
  void between_recovery_and_warning_nothing_changes() {
    feed(1.5, 1.5, 0.9, 0.6, 0.9, 0.6, 0.7);

    assertThat(state.state()).isEqualTo(State.WARNING);
  }

  @Test
  void a_breach_while_recovering_goes_back_to_where_it_was_within_the_same_incident() {
    feed(2.5, 2.5, 0.1, 1.5, 0.1, 0.1);

    assertStates(State.PENDING, State.CRITICAL, State.RECOVERING, State.CRITICAL, State.OK);
    assertThat(alerts).extracting(Alert::started).containsOnly(101 * STEP);
  }

  @Test
  void an_alert_that_comes_and_goes_has_one_relapse_and_ends_as_soon() {
    step = step(rule(1, 1, 8, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));
    feed(1.5);
    for (int relapse = 0; relapse < 20; relapse++) {
      feed(0.1, 0.1, 0.1, 1.5);
    }
    feed(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    assertThat(state.state()).isEqualTo(State.WARNING);

    feed(0.1);

    assertStates(State.WARNING, State.RECOVERING, State.WARNING, State.OK);
    feed(1.5, 0.1);
    assertThat(state.state()).isEqualTo(State.RECOVERING);
  }

  @Test
  void what_is_accepted_as_normal_is_said_after_a_relapse_too() {
    step = step(rule(1, 1, 8, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));
    feed(1.5, 0.1, 1.5);

    feed(because(Cause.Code.ACCEPTED, 0.1));

    assertStates(State.WARNING, State.RECOVERING, State.WARNING, State.RECOVERING);
    assertThat(alerts.get(3).cause().code()).isEqualTo(Cause.Code.ACCEPTED);
    feed(1.5, 0.1, 0.1);
    assertThat(state.state()).as("once more a relapse").isEqualTo(State.WARNING);
  }

  @Test
  void a_cool_down_begins_at_the_end_of_an_alert_that_relapsed() {
    step = step(rule(1, 1, 1, Duration.ofMillis(5 * STEP), AlertRule.Side.BOTH, 0, 0));

    feed(1.5, 0.1, 1.5, 0.1, 1.5);

    assertStates(State.WARNING, State.RECOVERING, State.WARNING, State.OK);
  }

  @Test
  void a_relapse_that_becomes_critical_still_is_one() {
    step = step(rule(1, 1, 8, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(1.5, 0.1, 1.5, 2.5, 0.1, 1.5, 0.1, 2.5);

    assertStates(State.WARNING, State.RECOVERING, State.WARNING, State.CRITICAL);
  }

  @Test
  void no_incident_starts_during_the_cool_down() {
    step = step(rule(1, 1, 1, Duration.ofMillis(5 * STEP), AlertRule.Side.BOTH, 0, 0));

    feed(1.5, 0.1, 0.1, 1.5, 1.5, 1.5);

    assertStates(State.WARNING, State.RECOVERING, State.OK);
  }

  @Test
  void an_incident_may_start_when_the_cool_down_ends() {
    step = step(rule(1, 1, 1, Duration.ofMillis(3 * STEP), AlertRule.Side.BOTH, 0, 0));

    feed(1.5, 0.1, 0.1, 0.1, 1.5, 1.5);

    assertThat(alerts).hasSize(4);
    assertThat(alerts.get(3).state()).isEqualTo(State.WARNING);
    assertThat(alerts.get(3).since()).isEqualTo(alerts.get(2).since() + 3 * STEP);
    assertThat(alerts.get(3).started()).isEqualTo(alerts.get(3).since());
  }

  @Test
  void scores_equal_to_a_threshold_do_not_exceed_it() {
    feed(1, 1, 1.5, 1.5, 2, 2, 0.5);

    assertStates(State.PENDING, State.WARNING, State.RECOVERING);
    assertThat(alerts.get(2).cause().code()).isEqualTo(Cause.Code.ENDED);
  }

  @Test
  void only_deviations_of_the_chosen_side_count() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BELOW, 0, 0));

    feed(deviation(3, 10, 5));
    assertThat(alerts).isEmpty();
    feed(deviation(3, 1, 5));

    assertThat(alerts).extracting(a -> a.cause().direction()).containsExactly(Direction.BELOW);
  }

  @Test
  void a_recovery_by_a_score_that_does_not_count_says_so() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BELOW, 0, 0));

    feed(deviation(3, 1, 5));
    feed(deviation(5.7, 10, 5));

    assertStates(State.CRITICAL, State.RECOVERING);
    assertThat(alerts.get(1).reason()).isEqualTo("does not breach its rule any more; now 10");
  }

  @Test
  void what_has_no_direction_counts_for_both_sides_only() {
    for (AlertRule.Side side : List.of(AlertRule.Side.ABOVE, AlertRule.Side.BELOW)) {
      step = step(rule(1, 1, 1, Duration.ZERO, side, 0, 0));
      feed(unusual("flat", Direction.NONE, 10), unusual("flat", Direction.NONE, 1));
      assertThat(alerts).isEmpty();
    }
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));
    feed(unusual("flat", Direction.NONE, 10));

    assertThat(alerts).extracting(a -> a.cause().direction()).containsExactly(Direction.NONE);
  }

  @Test
  void the_side_is_what_the_signal_says_and_not_where_the_value_lies() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BELOW, 0, 0));

    feed(unusual("missing", Direction.BELOW, 10));

    assertThat(alerts).extracting(a -> a.cause().direction()).containsExactly(Direction.BELOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.Code.class,
      names = {"ENDED", "ACCEPTED", "RESTARTED"})
  void the_end_of_an_anomaly_is_no_begin_however_high_its_score(Cause.Code code) {
    step = step(rule(1, 1, 2, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(because(code, 9), because(code, 9));

    assertThat(alerts).isEmpty();
  }

  @Test
  void an_alert_lasts_while_the_score_of_its_anomaly_is_held() {
    step = step(rule(1, 1, 2, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));
    for (int i = 0; i < 50; i++) {
      feed(unusual("season", Direction.BELOW, 1));
    }
    feed(because(Cause.Code.ENDED, 0.1), because(Cause.Code.NONE, 0.1));

    assertStates(State.CRITICAL, State.RECOVERING, State.OK);
  }

  @Test
  void transitions_depend_on_codes_directions_and_scores_and_on_no_word() {
    step = step(rule(2, 3, 2, Duration.ZERO, AlertRule.Side.ABOVE, 0, 0));
    List<List<State>> found = new ArrayList<>();
    for (String signal : List.of("flat", "is accepted as normal after", "value reaches; also")) {
      SplittableRandom random = new SplittableRandom(SEED);
      state = AlertState.EMPTY;
      alerts.clear();
      for (int i = 0; i < 2000; i++) {
        Cause cause = cause(random, signal);
        feed(caused(deviation(3 * random.nextDouble(), 10, 5), cause));
      }
      found.add(alerts.stream().map(Alert::state).toList());
    }

    assertThat(found.get(0)).as("seed %d", SEED).hasSizeGreaterThan(200).contains(State.OK);
    assertThat(found).as("seed %d", SEED).containsOnly(found.get(0));
  }

  private static Cause cause(SplittableRandom random, String signal) {
    Cause.Code code = Cause.Code.values()[random.nextInt(5)];
    Direction direction = Direction.values()[random.nextInt(3)];
    return new Cause(code, signal, direction, Float.NaN, 0, Map.of(signal, random.nextDouble()));
  }

  @Test
  void small_deviations_do_not_count_however_unusual_they_are() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 2, 0.1));

    feed(deviation(3, 101.9f, 100));
    feed(deviation(3, 109, 100));
    assertThat(alerts).isEmpty();
    feed(deviation(3, 111, 100));

    assertThat(alerts).hasSize(1);
  }

  @Test
  void without_a_forecast_only_the_score_counts() {
    feed(unforeseen(3));
    feed(unforeseen(3));

    assertThat(alerts).extracting(a -> a.cause().direction()).containsOnly(Direction.NONE);
    assertThat(state.state()).isEqualTo(State.CRITICAL);
  }

  @Test
  void the_same_transitions_have_the_same_ids_when_they_are_emitted_again() {
    feed(0.2, 1.5, 0.6, 1.2, 0.8, 0.4, 0.3, 0.2);
    List<Alert> first = List.copyOf(alerts);
    alerts.clear();
    state = AlertState.EMPTY;
    now = 100 * STEP;
    feed(0.2, 1.5, 0.6, 1.2, 0.8, 0.4, 0.3, 0.2);

    assertThat(alerts).isEqualTo(first);
    assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
  }

  /** A deviation from 5 with a score of 3. */
  private Deviation unusual(String signal, Direction direction, float y) {
    return caused(deviation(3, y, 5), Cause.of(signal, direction));
  }

  private void assertStates(State... states) {
    assertThat(alerts).extracting(Alert::state).containsExactly(states);
  }
}
