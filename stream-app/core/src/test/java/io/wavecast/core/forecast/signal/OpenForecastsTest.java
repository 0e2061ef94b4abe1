package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forecasts of ten lead times that are compared with values, and the calibration of intervals. */
class OpenForecastsTest {
  private static final long STEP = 60_000;
  private static final long START = 1_700_000_000_000L;

  private final CountingMetrics counts = new CountingMetrics();
  private final SeasonStep.Season season =
      new SeasonStep(SeasonSettings.Mode.OFF).open(SeasonState.EMPTY, CivilTime.UTC, CivilTime.UTC);
  private final DeviationStep step = new DeviationStep(0.9, AlertSettings.DEFAULT, counts);
  private DeviationStep.Judging judging = step.open(DeviationState.EMPTY, season);

  @Test
  void an_observation_is_judged_by_all_forecasts_made_for_its_time() {
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
  void ends_of_intervals_are_rounded_outward_by_at_most_a_code() {
    SplittableRandom random = new SplittableRandom(3);
    float[] half = new float[1];
    for (int t = 0; t < 300; t++) {
      half[0] = (float) (random.nextDouble() * 1000);
      double yhat = random.nextDouble() * 1000;
      expect(t, h -> yhat + 3 * (h - 2), half[0], true);

      Deviation d = judge(t + 2, 0);

      double code = Math.max(half[0] / 254, 27.0 / 32_767) + Math.ulp(1e3f);
      assertThat(d.lead()).isEqualTo(2);
      assertThat(d.yhat()).isCloseTo((float) yhat, within((float) code));
      assertThat((double) d.yhatLower())
          .isBetween(yhat - half[0] - 2 * code, yhat - half[0] + Math.ulp(1e3f));
      assertThat((double) d.yhatUpper())
          .isBetween(yhat + half[0] - Math.ulp(1e3f), yhat + half[0] + 2 * code);
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
  void times_that_jitter_belong_to_the_nearest_step_and_none_to_what_is_too_far() {
    expect(0, h -> h, 1, false);

    assertThat(judgeAt(START + 2 * STEP + STEP / 3, 0).lead()).isEqualTo(2);
    assertThat(judgeAt(START + 3 * STEP - STEP / 3, 0).lead()).isEqualTo(3);
    Deviation none = judge(11, 3);
    assertThat(none.lead()).isZero();
    assertThat(none.yhat()).isNaN();
    assertThat(none.errors()).containsOnly(Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, 20})
  void intervals_too_narrow_or_too_wide_reach_their_coverage_at_every_lead_time(double wrong) {
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
    }
  }

  @Test
  void an_anomaly_teaches_the_intervals_almost_nothing_and_an_ordinary_miss_does() {
    float[] grown = new float[2];
    for (int i = 0; i < 2; i++) {
      SplittableRandom random = new SplittableRandom(3);
      judging = step.open(DeviationState.EMPTY, season);
      for (int t = 0; t < 2000; t++) {
        next(t, 1, random);
      }
      float upper = expect(2000, h -> 0, 1, false).yhatUpper()[0];
      Deviation d = judge(2001, i == 0 ? (upper + 1) / 2 : 1000);
      assertThat(d.isOutside()).isTrue();
      assertThat(d.score() > 1).isEqualTo(i == 1);
      grown[i] = expect(2001, h -> 0, 1, false).yhatUpper()[0] / upper;
    }

    assertThat(grown[0]).isGreaterThan(1.05f);
    assertThat(grown[1]).isBetween(1f, 1.01f);
  }

  @Test
  void warm_up_forecasts_keep_their_intervals_and_teach_nothing() {
    for (int t = 0; t < 300; t++) {
      judge(t, t % 2 == 0 ? 50 : -50);
      assertThat(expect(t, h -> 0, 1, true).yhatUpper()).containsOnly(1f);
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
  void intervals_end_within_one_range_of_all_values_unless_the_models_own_do_not() {
    for (int t = 0; t < 500; t++) {
      judge(t, t % 21);
      expect(t, h -> 10, 1, false);
    }

    Forecast wide = expect(500, h -> 10, 500, false);
    Forecast huge = expect(501, h -> 1000, 5, false);

    assertThat(wide.yhatUpper()[0]).isBetween(40f, 510f);
    assertThat(huge.yhatUpper()[0]).isEqualTo(1005);
    assertThat(huge.yhatLower()[0]).isLessThan(995);
  }

  private interface Value {
    double at(int lead);
  }

  /** Noise of a width that grows toward its middle, forecast with intervals wrong by a factor. */
  private void next(int t, double wrong, SplittableRandom random) {
    judge(t, (float) (random.nextDouble() + random.nextDouble() - 1));
    expect(t, h -> 0, wrong, false);
  }

  private Deviation judge(int t, float y) {
    return judgeAt(START + t * STEP, y);
  }

  private Deviation judgeAt(long time, float y) {
    return judging.judge("s", time, y);
  }

  private Forecast expect(int t, Value value, double half, boolean warmup) {
    float[] yhat = new float[10];
    float[] lower = new float[10];
    float[] upper = new float[10];
    for (int h = 1; h <= 10; h++) {
      yhat[h - 1] = (float) value.at(h);
      lower[h - 1] = (float) (value.at(h) - half);
      upper[h - 1] = (float) (value.at(h) + half);
    }
    ModelRef model = new ModelRef("m", "1");
    long origin = START + t * STEP;
    return judging.expect(
        new Forecast("s", origin, STEP, yhat, lower, upper, 0.9, model, warmup, false), true);
  }
}
