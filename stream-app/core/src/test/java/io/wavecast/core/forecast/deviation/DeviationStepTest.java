package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviationStepTest {
  private static final long STEP = 60_000;
  private static final long START = 1_700_000_000_000L;

  private final CountingMetrics counts = new CountingMetrics();
  private DeviationStep step = step(Profile.FULL);
  private DeviationState state = DeviationState.EMPTY;

  @Test
  void an_observation_is_judged_by_all_ten_forecasts_made_for_its_time() {
    for (int t = 0; t < 10; t++) {
      expect(t, h -> 100, 1, false);
    }
    for (int t = 0; t < 10; t++) {
      int origin = t;
      expect(origin, h -> 10 * origin + h, 5, false);
    }

    Deviation d = judge(10, 200);

    assertThat(d.lead()).isEqualTo(1);
    assertThat(d.yhat()).isEqualTo(91f);
    assertThat(d.yhatLower()).isEqualTo(86f);
    assertThat(d.yhatUpper()).isEqualTo(96f);
    for (int lead = 1; lead <= 10; lead++) {
      float error = 200 - (10 * (10 - lead) + lead);
      assertThat(d.errors()[lead - 1]).as("lead %d", lead).isCloseTo(error, within(0.01f));
    }
  }

  @Test
  void a_forecast_as_wide_as_numbers_reach_is_kept_finite() {
    expect(0, h -> 0, Float.MAX_VALUE, false);

    Deviation d = judge(3, 1);

    assertThat(d.lead()).isEqualTo(3);
    assertThat(d.yhatLower()).isEqualTo(-Float.MAX_VALUE);
    assertThat(d.yhatUpper()).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void after_a_gap_an_observation_is_judged_by_longer_lead_times() {
    expect(0, h -> h, 1, false);
    expect(1, h -> h, 1, false);

    Deviation d = judge(5, 0);

    assertThat(d.lead()).isEqualTo(4);
    assertThat(d.yhat()).isCloseTo(4, within(0.01f));
    assertThat(d.errors()[4]).isCloseTo(-5, within(0.01f));
    assertThat(d.errors()[0]).isNaN();
  }

  @Test
  void lead_times_outside_are_those_whose_calibrated_interval_does_not_hold_the_value() {
    expect(0, h -> h, 9, false);
    expect(1, h -> h, 1, false);
    expect(2, h -> h, 1, true);

    assertThat(judge(3, 9).outside()).as("lead 1 warm-up, lead 3 wide").isEqualTo(0b10);
  }

  @Test
  void times_that_jitter_belong_to_the_nearest_step() {
    expect(0, h -> h, 1, false);

    assertThat(judgeAt(START + 2 * STEP + STEP / 3, 0).lead()).isEqualTo(2);
    assertThat(judgeAt(START + 3 * STEP - STEP / 3, 0).lead()).isEqualTo(3);
  }

  @Test
  void where_no_forecast_reaches_there_is_none() {
    expect(0, h -> h, 1, false);

    Deviation d = judge(11, 3);

    assertThat(d.lead()).isZero();
    assertThat(d.yhat()).isNaN();
    assertThat(d.isOutside()).isFalse();
    for (float error : d.errors()) {
      assertThat(error).isNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, 20})
  void intervals_too_narrow_or_too_wide_come_right_at_every_lead_time(double wrong) {
    SplittableRandom random = new SplittableRandom(11);
    for (int t = 0; t < 500; t++) {
      next(t, wrong, random);
    }
    counts.labelled.clear();
    for (int t = 500; t < 4500; t++) {
      next(t, wrong, random);
    }

    for (int lead = 1; lead <= 10; lead++) {
      long met = counts.of(Metric.INTERVALS_MET, lead);
      long missed = counts.of(Metric.INTERVALS_MISSED, lead);
      assertThat(met + missed).isEqualTo(4000);
      assertThat(met / 4000.0).as("lead %d", lead).isBetween(0.88, 0.92);
      assertThat(counts.of(Metric.FORECAST_ERROR, lead)).isEqualTo(4000);
    }
  }

  @Test
  void an_anomaly_teaches_the_intervals_almost_nothing_and_an_ordinary_miss_does() {
    SplittableRandom random = new SplittableRandom(3);
    for (int t = 0; t < 2000; t++) {
      next(t, 1, random);
    }
    DeviationState before = state;
    float upper = expect(2000, h -> 0, 1, false).yhatUpper()[0];
    Deviation miss = judge(2001, (upper + 1) / 2);
    float afterMiss = expect(2001, h -> 0, 1, false).yhatUpper()[0];
    state = before;
    expect(2000, h -> 0, 1, false);
    Deviation anomaly = judge(2001, 1000);
    float afterAnomaly = expect(2001, h -> 0, 1, false).yhatUpper()[0];

    assertThat(miss.isOutside()).isTrue();
    assertThat(miss.score()).isLessThan(1);
    assertThat(afterMiss / upper).isGreaterThan(1.05f);
    assertThat(anomaly.score()).isGreaterThan(2);
    assertThat(afterAnomaly / upper).isBetween(1f, 1.01f);
  }

  @Test
  void warm_up_forecasts_keep_their_intervals_and_teach_nothing() {
    for (int t = 0; t < 300; t++) {
      judge(t, t % 2 == 0 ? 50 : -50);
      Forecast f = expect(t, h -> 0, 1, true);
      assertThat(f.yhatUpper()).containsOnly(1f);
    }

    assertThat(expect(300, h -> 0, 1, false).yhatUpper()).containsOnly(1f);
    assertThat(counts.of(Metric.INTERVALS_MISSED, 1)).isZero();
  }

  @Test
  void an_interval_of_no_width_can_still_grow() {
    SplittableRandom random = new SplittableRandom(5);
    int met = 0;
    for (int t = 0; t < 3000; t++) {
      Deviation d = judge(t, (float) random.nextDouble());
      met += t >= 1000 && !d.isOutside() ? 1 : 0;
      expect(t, h -> 0.5, 0, false);
    }

    assertThat(met / 2000.0).isBetween(0.88, 0.92);
  }

  @Test
  void a_value_never_seen_is_a_peak_above_the_border_and_what_follows_is_not() {
    SplittableRandom random = new SplittableRandom(9);
    float highest = 0;
    for (int t = 0; t < 1000; t++) {
      highest = t < 300 ? 0 : Math.max(highest, judge(t, wave(t, random)).score());
      if (t < 300) {
        judge(t, wave(t, random));
      }
      expect(t, h -> 0, 1, false);
    }
    assertThat(highest).isLessThan(1);

    Deviation first = judge(1000, 6);
    Deviation second = judge(1001, 6);

    assertThat(first.score()).isGreaterThan(1);
    assertThat(first.peak()).isTrue();
    assertThat(second.peak()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_given_state_stays_as_it_was(Profile profile) {
    step = step(profile);
    for (int t = 0; t < 100; t++) {
      judge(t, t % 7);
      expect(t, h -> h, 1, false);
    }
    byte[] before = state.dataFor(profile);

    DeviationStep.Judging judging = step.open(state, CivilTime.UTC);
    judging.judge("s", START + 100 * STEP, 40, UsualHere.UNKNOWN);
    judging.expect(forecast(100, h -> 5, 1, false));

    assertThat(state.dataFor(profile)).isEqualTo(before);
  }

  private interface Value {
    double at(int lead);
  }

  /** Noise of growing width, forecast as 0 with intervals that are wrong by a factor. */
  private void next(int t, double wrong, SplittableRandom random) {
    judge(t, (float) (random.nextDouble() + random.nextDouble() - 1));
    expect(t, h -> 0, wrong, false);
  }

  private static float wave(int t, SplittableRandom random) {
    return (float) (Math.sin(t / 5.0) + 0.2 * random.nextDouble());
  }

  private Deviation judge(int t, float y) {
    return judgeAt(START + t * STEP, y);
  }

  private Deviation judgeAt(long time, float y) {
    DeviationStep.Judging judging = step.open(state, CivilTime.UTC);
    Deviation deviation = judging.judge("s", time, y, UsualHere.UNKNOWN);
    state = judging.close();
    return deviation;
  }

  private Forecast expect(int t, Value value, double half, boolean warmup) {
    DeviationStep.Judging judging = step.open(state, CivilTime.UTC);
    Forecast calibrated = judging.expect(forecast(t, value, half, warmup));
    state = judging.close();
    return calibrated;
  }

  private static Forecast forecast(int t, Value value, double half, boolean warmup) {
    float[] yhat = new float[10];
    float[] lower = new float[10];
    float[] upper = new float[10];
    for (int h = 1; h <= 10; h++) {
      yhat[h - 1] = (float) value.at(h);
      lower[h - 1] = (float) (value.at(h) - half);
      upper[h - 1] = (float) (value.at(h) + half);
    }
    return new Forecast(
        "s",
        START + t * STEP,
        STEP,
        yhat,
        lower,
        upper,
        0.9,
        new ModelRef("m", "1"),
        warmup,
        false);
  }

  private DeviationStep step(Profile profile) {
    return new DeviationStep(0.9, counts);
  }
}
