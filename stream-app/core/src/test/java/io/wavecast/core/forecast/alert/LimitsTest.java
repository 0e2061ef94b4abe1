package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.alert.Limits.Approach;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  /** Half the width of an interval of level 0.9 whose standard deviation is 1. */
  private static final float WIDE = 1.644854f;

  private static final Limits DISK = new Limits(90, Double.NEGATIVE_INFINITY, 0.5, 10);

  private final List<Alert> alerts = new ArrayList<>();
  private AlertState state = AlertState.EMPTY;
  private long now;
  private AlertStep step = step("disk * limit-above=90 score=off recover-after=2");

  @Test
  void the_probability_is_that_of_a_normal_distribution_whose_interval_is_the_calibrated_one() {
    assertThat(approach(DISK, 85, 0.5, 0.05).steps()).isEqualTo(10);
    assertThat(approach(DISK, 85, 0.5, 0.05).probability()).isCloseTo(0.5, within(1e-5));
    Limits sooner = new Limits(90, Double.NEGATIVE_INFINITY, 0.1586, 10);
    assertThat(approach(sooner, 85, 0.5, 0).steps()).as("one spread short: 89").isEqualTo(8);
    assertThat(approach(sooner, 85, 0.5, 0).probability()).isCloseTo(0.158655, within(1e-5));
    assertThat(approach(DISK, 85, 2, 0).probability())
        .as("91 after 3")
        .isCloseTo(0.8413, within(1e-3));
  }

  @Test
  void each_side_of_the_interval_counts_for_itself() {
    float[] yhat = {88};
    Limits likely = new Limits(90, Double.NEGATIVE_INFINITY, 0.01, 10);
    Forecast narrow = forecast(yhat, new float[] {70}, new float[] {88.1f});
    Forecast wide = forecast(yhat, new float[] {87.9f}, new float[] {92});

    assertThat(likely.approach(85, narrow)).isEmpty();
    assertThat(likely.approach(85, wide).orElseThrow().probability())
        .isCloseTo(0.205, within(1e-3));
  }

  @Test
  void the_lower_limit_is_the_mirror_of_the_upper_one() {
    Limits fuel = new Limits(Double.POSITIVE_INFINITY, 10, 0.5, 10);
    Approach approach = approach(fuel, 15, -0.5, -0.05);

    assertThat(approach.isUpper()).isFalse();
    assertThat(approach.steps()).isEqualTo(10);
    assertThat(approach.probability()).isCloseTo(0.5, within(1e-5));
  }

  @Test
  void only_the_steps_that_are_asked_for_count_and_no_warm_up() {
    Forecast drift = drift(85, 0.6);
    Forecast warmup =
        new Forecast(
            "s",
            0,
            1,
            drift.yhat(),
            drift.yhatLower(),
            drift.yhatUpper(),
            0.9,
            drift.model(),
            true,
            false);

    assertThat(DISK.approach(85, drift)).isPresent();
    assertThat(DISK.approach(85, warmup)).isEmpty();
    assertThat(new Limits(90, 0, 0.5, 8).approach(85, drift)).isEmpty();
    assertThat(DISK.approach(90, warmup).orElseThrow().isReached()).isTrue();
  }

  @Test
  void an_interval_without_width_is_certain() {
    float[] yhat = {89, 90, 91};

    Approach approach = DISK.approach(88, forecast(yhat, yhat, yhat)).orElseThrow();

    assertThat(approach.steps()).isEqualTo(2);
    assertThat(DISK.approach(88, forecast(new float[] {89}, new float[] {89}, new float[] {89})))
        .isEmpty();
  }

  @Test
  void a_drift_warns_turns_critical_at_the_limit_and_ends_far_from_it() {
    feed(80, 0.5);
    feed(86.2f, 0.5);
    feed(88, 0.5);
    feed(90.5f, 0.5);
    feed(86, 0.36);
    feed(70, 0);
    feed(70, 0);
    feed(70, 0);

    assertThat(alerts)
        .extracting(a -> a.state() + " " + a.cause().direction() + " " + a.reason())
        .containsExactly(
            "WARNING ABOVE reaches 90 within 8 ms with probability 0.58; now 86.2",
            "CRITICAL ABOVE rose to 90.5, the limit is 90",
            "RECOVERING NONE is as expected again; now 70",
            "OK NONE has been as expected for 2 ms; now 70");
  }

  @Test
  void value_and_limit_have_the_digits_that_tell_them_apart() {
    step = step("pressure * limit-above=101325 score=off");

    feed(101340, 0);

    assertThat(alerts.get(0).reason()).isEqualTo("rose to 101,340, the limit is 101,325");
  }

  @Test
  void a_rule_may_have_both_a_score_and_a_limit() {
    step = step("disk * limit-below=10 warning=1 recover-after=1 probability=0.9 within=3");
    now++;
    decide(deviation(50, 1.5f), drift(50, 0));
    decide(deviation(50, 0), drift(50, 0));
    decide(deviation(50, 0), drift(50, 0));
    decide(deviation(12, 0), drift(12, -2));

    assertThat(alerts)
        .extracting(a -> a.state() + " " + a.reason())
        .containsExactly(
            "WARNING is 50; score 1.5",
            "RECOVERING is as expected again; now 50",
            "OK has been as expected for 2 ms; now 50",
            "WARNING falls to 10 within 2 ms with probability 0.98; now 12");
  }

  @Test
  void m_of_n_and_score_off_hold_for_limits_too() {
    step = step("disk * limit-above=90 score=off min-breaches=2 window=3");
    decide(deviation(85, 9), drift(85, 0));
    decide(deviation(85, 9), drift(85, 1));
    decide(deviation(86, 9), drift(86, 1));

    assertThat(alerts).extracting(Alert::state).containsExactly(State.PENDING, State.WARNING);
    assertThat(alerts.get(1).cause().direction()).isEqualTo(Direction.ABOVE);
    assertThat(alerts.get(1).reason()).endsWith("; 2 of the last 3 values breach");
  }

  @Test
  void a_limit_without_steps_ahead_is_one_of_the_value_alone() {
    step = step("queue * limit-below=-0.5 within=0 score=off");
    feed(0, -3);
    feed(0, 0);
    assertThat(alerts).isEmpty();
    feed(-1, 0);

    assertThat(alerts).extracting(Alert::state).containsExactly(State.CRITICAL);
  }

  private Approach approach(Limits limits, float y, double drift, double more) {
    return limits.approach(y, drift(y, drift + Math.copySign(1e-6, more))).orElseThrow();
  }

  private void feed(float y, double drift) {
    decide(deviation(y, 0), drift(y, drift));
  }

  private void decide(Deviation d, Forecast f) {
    AlertStep.Decided decided = step.decide(state, d, f, Map.of());
    state = decided.state();
    decided.alert().ifPresent(alerts::add);
  }

  private Deviation deviation(float y, float score) {
    return new Deviation(
        "s", ++now, y, 0, Float.NaN, Float.NaN, Float.NaN, score, false, new float[10]);
  }

  private static Forecast drift(double from, double by) {
    float[][] all = new float[3][10];
    for (int h = 0; h < 10; h++) {
      all[0][h] = (float) (from + (h + 1) * by);
      all[1][h] = all[0][h] - WIDE;
      all[2][h] = all[0][h] + WIDE;
    }
    return forecast(all[0], all[1], all[2]);
  }

  private static Forecast forecast(float[] yhat, float[] lower, float[] upper) {
    return new Forecast("s", 0, 1, yhat, lower, upper, 0.9, new ModelRef("m", "1"), false, false);
  }

  private static AlertStep step(String rule) {
    return new AlertStep(new AlertSettings(List.of(RuleText.read(rule))), Metrics.NONE);
  }
}
