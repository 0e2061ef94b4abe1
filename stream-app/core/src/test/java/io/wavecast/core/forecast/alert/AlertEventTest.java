package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** What an alert says, and alerts of stale series. */
class AlertEventTest extends AlertScenario {
  @Test
  void every_state_has_a_code() {
    assertThat(AlertState.CODES).containsExactlyInAnyOrder(State.values());
  }

  @Test
  void a_reason_says_how_the_value_lies_to_its_interval() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(deviation(1.5, 9, 5));
    feed(deviation(2.5, 5.5f, 5));

    assertThat(alerts)
        .extracting(Alert::reason)
        .containsExactly("rose to 9; expected 4 to 6; score 1.5", "rose to 5.5; score 2.5");
  }

  @Test
  void the_end_of_a_pending_or_recovering_state_gives_its_reason() {
    feed(1.5, 0.1, 0.1, 0.1);
    feed(1.5, 1.5, 0.1, 0.1);

    assertThat(alerts)
        .extracting(Alert::reason)
        .startsWith(
            "rose to 2; 1 of the last 3 values breaches; score 1.5", "is as expected again; now 2");
    assertThat(alerts)
        .extracting(a -> a.cause().code())
        .containsExactly(
            Cause.Code.SIGNAL,
            Cause.Code.ENDED,
            Cause.Code.SIGNAL,
            Cause.Code.SIGNAL,
            Cause.Code.ENDED,
            Cause.Code.ENDED);
  }

  @Test
  void the_end_of_silence_says_that_observations_come_again() {
    feed(0.1, 0.1, 0.1);
    AlertStep.Decided stale = checkStale(step, state, "s", now, now + 60 * STEP);
    state = stale.state();
    now += 90 * STEP;
    feed(1e-45, 0.1);

    assertThat(alerts).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
    assertThat(alerts).extracting(Alert::reason).containsOnly("has observations again");
    assertThat(alerts).extracting(a -> a.cause().code()).containsOnly(Cause.Code.RESUMED);
  }

  @Test
  void an_unforeseen_value_has_no_direction_and_neither_has_one_as_forecast() {
    step = step(rule(1, 1, 1, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

    feed(deviation(1.5, 5, 5), deviation(0.1, 6, 5), deviation(1.5, 4, 5), unforeseen(0.1));

    assertThat(alerts)
        .extracting(a -> a.cause().direction())
        .containsExactly(Direction.NONE, Direction.NONE, Direction.BELOW, Direction.NONE);
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
              public Registration gauge(Metric metric, DoubleSupplier value, String... labels) {
                return () -> {};
              }
            });
    assertThat(counted).hasSize(5).contains("0 wavecast.alerts OK", "0 wavecast.alerts CRITICAL");
    counted.clear();

    feed(1.5, 2.5);

    assertThat(counted).containsExactly("1 wavecast.alerts WARNING", "1 wavecast.alerts CRITICAL");
  }

  @Test
  void a_series_is_stale_from_its_deadline_on() {
    assertThat(checkStale(step, state, "s", 1000, 60_999).alert()).isEmpty();
    assertThat(checkStale(step, state, "s", 1000, 61_000).alert()).isPresent();
    assertThat(checkStale(step, state, "s", 0, 60_000).alert()).isPresent();
    AlertStep.Decided unseen = checkStale(step, state, "s", -1, 1_000_000);
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
  void a_stale_series_warns_as_of_its_deadline_and_the_next_value_recovers() {
    feed(0.1);
    AlertStep.Decided stale = checkStale(step, state, "s", now, now + 99 * STEP);
    assertThat(stale.alert()).isPresent();
    assertThat(stale.alert().get().state()).isEqualTo(State.WARNING);
    assertThat(stale.alert().get().since()).isEqualTo(now + 60 * STEP);
    assertThat(stale.alert().get().reason()).isEqualTo("has had no observation for 1 min");
    assertThat(checkStale(step, stale.state(), "s", now, now + 200 * STEP).alert()).isEmpty();
    state = stale.state();

    now += 100 * STEP;
    feed(0.1, 0.1);

    assertThat(alerts).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
  }

  @Test
  void values_older_than_the_alert_of_a_stale_series_recover_too() {
    feed(0.1);
    AlertStep.Decided stale = checkStale(step, state, "s", now, now + 99 * STEP);
    state = stale.state();
    long alerted = stale.alert().orElseThrow().since();

    feed(0.1, 1.5, 0.1, 0.1);

    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(State.RECOVERING, State.WARNING, State.OK);
    assertThat(alerts)
        .extracting(Alert::since)
        .containsExactly(alerted + 1, alerted + 2, alerted + 3);
    assertThat(alerts).extracting(Alert::started).containsOnly(alerted);
  }

  @Test
  void a_series_without_such_a_rule_is_stale_by_its_step_if_that_is_steady() {
    AlertStep calm = new AlertStep(AlertSettings.DEFAULT, Metrics.NONE);
    AlertStep off =
        new AlertStep(
            new AlertSettings(List.of(RuleText.read("a * stale-after=off"))), Metrics.NONE);
    Duration usual = Duration.ofMinutes(10);

    assertThat(calm.staleAfter("s", Map.of(), null)).isNull();
    assertThat(calm.staleAfter("s", Map.of(), usual)).isEqualTo(usual);
    assertThat(step.staleAfter("s", Map.of(), usual)).isEqualTo(Duration.ofMinutes(1));
    assertThat(off.staleAfter("s", Map.of(), usual)).isNull();
    assertThat(checkStale(calm, state, "s", now, now + 1_000_000 * STEP).alert()).isEmpty();
  }

  @Test
  void the_bytes_of_a_state_give_the_same_state() {
    for (double score : new double[] {0.1, 2.5, 2.5, 0.1, 1.5, 0.1, 0.1, 0.1}) {
      feed(score);
      ByteBuffer bytes = ByteBuffer.allocate(64);
      state.write(bytes);
      assertThat(AlertState.read(bytes.flip())).isEqualTo(state);
    }
  }

  private static AlertStep.Decided checkStale(
      AlertStep step, AlertState state, String series, long latest, long watermark) {
    return step.checkStale(
        state, series, Map.of(), null, latest, watermark, LongUnaryOperator.identity());
  }
}
