package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.Glob;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.Direction;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class AlertStepTest {
  private static final long STEP = 1000;

  private final List<Alert> alerts = new ArrayList<>();
  private AlertState state = AlertState.EMPTY;
  private long now = 100 * STEP;
  private AlertStep step = step(rule(2, 3, 2, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

  @Test
  void two_breaches_of_three_warn_and_recovery_ends_it_with_one_event_per_transition() {
    feed(0.2, 1.5, 0.6, 1.2, 0.8, 0.4, 0.3, 0.2);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.PENDING, State.WARNING, State.RECOVERING, State.OK);
    assertThat(alerts)
        .extracting(Alert::since)
        .containsExactly(102 * STEP, 104 * STEP, 106 * STEP, 107 * STEP);
    assertThat(alerts).extracting(Alert::started).containsOnly(102 * STEP);
    assertThat(alerts.get(1).reason()).startsWith("2 of the last 3 scores above 1.0, now 1.2");
    assertThat(alerts.get(1).rule()).isEqualTo("r");
  }

  @Test
  void a_single_breach_is_only_pending() {
    feed(1.5, 0.1, 0.1, 0.1);

    assertThat(alerts).extracting(Alert::state).containsExactly(State.PENDING, State.OK);
  }

  @Test
  void critical_breaches_raise_a_warning_to_critical_and_never_back() {
    feed(1.5, 1.5, 2.5, 2.5, 1.5, 1.5);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.PENDING, State.WARNING, State.CRITICAL);
  }

  @Test
  void between_recovery_and_warning_nothing_changes() {
    feed(1.5, 1.5, 0.9, 0.6, 0.9, 0.6, 0.7);

    assertThat(state.state()).isEqualTo(State.WARNING);
  }

  @Test
  void a_breach_while_recovering_goes_back_to_where_it_was_within_the_same_incident() {
    feed(2.5, 2.5, 0.1, 1.5, 0.1, 0.1);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(
            State.PENDING,
            State.CRITICAL,
            State.RECOVERING,
            State.CRITICAL,
            State.RECOVERING,
            State.OK);
    assertThat(alerts).extracting(Alert::started).containsOnly(101 * STEP);
  }

  @Test
  void a_breach_while_recovering_says_that_it_deviates_again() {
    feed(2.5, 2.5, 0.1, 1.5);

    assertThat(alerts.get(3).state()).isEqualTo(State.CRITICAL);
    assertThat(alerts.get(3).reason()).startsWith("score 1.5 is above 1.0 again; value 2.0");
  }

  @Test
  void a_reason_says_how_the_value_lies_to_its_interval() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(deviation(1.5, 9, 5));
    feed(deviation(2.5, 5.5f, 5));

    assertThat(alerts)
        .extracting(Alert::reason)
        .containsExactly(
            "1 of the last 1 scores above 1.0, now 1.5; value 9.0, expected 4.0 to 6.0",
            "1 of the last 1 scores above 2.0, now 2.5;"
                + " value 5.5, within the expected 4.0 to 6.0 but unlike what came before");
  }

  @Test
  void no_incident_starts_during_the_cool_down() {
    step = step(rule(1, 1, 1, Duration.ofMillis(5 * STEP), AlertRule.Side.BOTH, 0, 0));

    feed(1.5, 0.1, 0.1, 1.5, 1.5, 1.5);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.WARNING, State.RECOVERING, State.OK);
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

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.PENDING, State.WARNING, State.RECOVERING);
    assertThat(alerts.get(2).reason()).isEqualTo("score 0.5 is back to expected");
  }

  @Test
  void the_end_of_a_pending_or_recovering_state_gives_its_reason() {
    feed(1.5, 0.1, 0.1, 0.1);
    feed(1.5, 1.5, 0.1, 0.1);

    assertThat(alerts)
        .extracting(Alert::reason)
        .contains(
            "score 1.5 is above 1.0",
            "no score above 1.0 any more",
            "2 observations in a row as expected");
  }

  @Test
  void an_unforeseen_value_has_no_direction_and_neither_has_one_as_forecast() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(deviation(1.5, 5, 5), deviation(0.1, 6, 5), deviation(1.5, 4, 5), unforeseen(0.1));

    assertThat(alerts)
        .extracting(Alert::direction)
        .containsExactly(Direction.NONE, Direction.ABOVE, Direction.BELOW, Direction.NONE);
  }

  @Test
  void every_transition_is_counted_and_every_state_has_a_counter_from_the_start() {
    List<String> counted = new ArrayList<>();
    step =
        new AlertStep(
            AlertSettings.DEFAULT,
            new Metrics() {
              @Override
              public void count(Metric metric, long by, String... labels) {
                counted.add(by + " " + metric + " " + labels[0]);
              }

              @Override
              public void record(Metric metric, double value, String... labels) {}

              @Override
              public AutoCloseable gauge(Metric metric, DoubleSupplier value, String... labels) {
                return () -> {};
              }
            });
    assertThat(counted).hasSize(5).contains("0 ALERTS OK", "0 ALERTS CRITICAL");
    counted.clear();

    feed(1.5, 1.5);

    assertThat(counted).containsExactly("1 ALERTS PENDING", "1 ALERTS WARNING");
  }

  @Test
  void a_series_is_stale_from_its_deadline_on() {
    assertThat(step.checkStale(state, "s", 1000, 60_999).alert()).isEmpty();
    assertThat(step.checkStale(state, "s", 1000, 61_000).alert()).isPresent();
    assertThat(step.checkStale(state, "s", 0, 60_000).alert()).isPresent();
    AlertStep.Decided unseen = step.checkStale(state, "s", -1, 1_000_000);
    assertThat(unseen.alert()).isEmpty();
    assertThat(unseen.state()).isSameAs(state);
  }

  @Test
  void a_state_is_empty_before_the_first_observation_only() {
    assertThat(state.isEmpty()).isTrue();

    feed(0.1);

    assertThat(state.isEmpty()).isFalse();
  }

  @Test
  void only_deviations_of_the_chosen_side_count() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BELOW, 0, 0));

    feed(deviation(3, 10, 5));
    assertThat(alerts).isEmpty();
    feed(deviation(3, 1, 5));

    assertThat(alerts).extracting(Alert::direction).containsExactly(Direction.BELOW);
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

    assertThat(alerts).extracting(Alert::direction).containsOnly(Direction.NONE);
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

  @Test
  void a_stale_series_warns_as_of_its_deadline_and_the_next_value_recovers() {
    feed(0.1);
    AlertStep.Decided silent = step.checkStale(state, "s", now, now + 99 * STEP);
    assertThat(silent.alert()).isPresent();
    assertThat(silent.alert().get().state()).isEqualTo(State.WARNING);
    assertThat(silent.alert().get().since()).isEqualTo(now + 60 * STEP);
    assertThat(silent.alert().get().reason()).isEqualTo("no observation for 1m");
    assertThat(step.checkStale(silent.state(), "s", now, now + 200 * STEP).alert()).isEmpty();
    state = silent.state();

    now += 100 * STEP;
    feed(0.1, 0.1);

    assertThat(alerts).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
  }

  @Test
  void values_older_than_an_alert_of_silence_recover_too() {
    feed(0.1);
    AlertStep.Decided silent = step.checkStale(state, "s", now, now + 99 * STEP);
    state = silent.state();
    long alerted = silent.alert().orElseThrow().since();

    feed(0.1, 1.5, 0.1, 0.1);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.RECOVERING, State.WARNING, State.RECOVERING, State.OK);
    assertThat(alerts)
        .extracting(Alert::since)
        .containsExactly(alerted + 1, alerted + 2, alerted + 3, alerted + 4);
    assertThat(alerts).extracting(Alert::started).containsOnly(alerted);
  }

  @Test
  void a_series_without_such_a_rule_may_be_silent() {
    AlertStep calm = new AlertStep(AlertSettings.DEFAULT, Metrics.NONE);

    assertThat(calm.checkStale(state, "s", now, now + 1_000_000 * STEP).alert()).isEmpty();
    assertThat(calm.leastStaleAfter()).isEmpty();
    assertThat(step.leastStaleAfter()).isPresent();
  }

  @Test
  void the_bytes_of_a_state_give_the_same_state() {
    for (double score : new double[] {0.1, 2.5, 2.5, 0.1, 1.5, 0.1, 0.1, 0.1}) {
      feed(score);
      ByteBuffer bytes = ByteBuffer.allocate(state.size());
      state.write(bytes);
      assertThat(bytes.hasRemaining()).isFalse();
      assertThat(AlertState.read(bytes.flip())).isEqualTo(state);
    }
  }

  private static AlertRule rule(
      int minBreaches,
      int windowSize,
      int recoverAfter,
      Duration coolDown,
      AlertRule.Side side,
      double minAbsolute,
      double minRelative) {
    return AlertRule.named("r", Glob.ALL)
        .minBreaches(minBreaches)
        .windowSize(windowSize)
        .recoverAfter(recoverAfter)
        .coolDown(coolDown)
        .side(side)
        .minAbsolute(minAbsolute)
        .minRelative(minRelative)
        .staleAfter(Duration.ofMinutes(1))
        .build();
  }

  private static AlertStep step(AlertRule rule) {
    return new AlertStep(new AlertSettings(List.of(rule)), Metrics.NONE);
  }

  private void feed(double... scores) {
    for (double score : scores) {
      feed(deviation(score, 2, 1));
    }
  }

  private void feed(Deviation... deviations) {
    for (Deviation d : deviations) {
      AlertStep.Decided decided = step.decide(state, d);
      state = decided.state();
      decided.alert().ifPresent(alerts::add);
    }
  }

  private Deviation deviation(double score, float y, float yhat) {
    now += STEP;
    float[] errors = new float[10];
    return new Deviation("s", now, y, 1, yhat, yhat - 1, yhat + 1, (float) score, false, errors);
  }

  private Deviation unforeseen(double score) {
    now += STEP;
    float none = Float.NaN;
    float[] errors = new float[10];
    return new Deviation("s", now, 1, 0, none, none, none, (float) score, false, errors);
  }
}
