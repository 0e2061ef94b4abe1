package io.wavecast.core.forecast.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.fit.FitState.Verdict;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class FitStepTest {
  private static final int HORIZON = 10;
  private static final long SEED = 20261126;
  private static final int VALUES = 3_000;
  private static final int NEVER = -1;
  private static final long STEP = 60_000;
  private static final ModelRef MODEL = new ModelRef("wave", "1");

  /** A model that sees the series and where it stands. */
  private interface Model {
    double at(double[] y, int t, int lead);
  }

  private static final Model UNSCALED = (y, t, lead) -> 0.75;
  private static final Model MEAN = (y, t, lead) -> mean(y, t, 50);

  @Test
  void every_verdict_has_a_code() {
    assertThat(FitState.CODES).containsExactlyInAnyOrder(Verdict.values());
  }

  @Test
  void a_model_of_another_scale_is_a_misfit_after_twelve_bad_forecasts() {
    Random random = new Random(SEED);
    double[] y = series(t -> 400 + 20 * Math.sin(t / 8.0) + random.nextGaussian());

    assertThat(misfitAt(y, UNSCALED)).isBetween(12 * HORIZON - 6, 12 * HORIZON + 6);
  }

  @Test
  void a_model_that_knows_the_wave_fits_it() {
    Random random = new Random(SEED);
    double[] y = series(t -> 20 * Math.sin(t / 8.0) + random.nextGaussian());

    assertThat(misfitAt(y, (all, t, lead) -> 20 * Math.sin((t + lead) / 8.0))).isEqualTo(NEVER);
  }

  @Test
  void noise_makes_no_misfit_of_the_mean() {
    Random random = new Random(SEED);

    assertThat(misfitAt(series(t -> 5 + random.nextGaussian()), MEAN)).isEqualTo(NEVER);
  }

  @Test
  void a_random_walk_makes_no_misfit_of_a_model_that_is_somewhat_worse() {
    Random random = new Random(SEED);
    double[] level = {100};
    double[] y = series(t -> level[0] += random.nextGaussian());

    assertThat(misfitAt(y, (all, t, lead) -> mean(all, t, 20))).isEqualTo(NEVER);
  }

  @Test
  void a_constant_is_fitted_by_what_is_close_to_it_only() {
    double[] y = series(t -> 400);

    assertThat(misfitAt(y, (all, t, lead) -> 400.5)).isEqualTo(NEVER);
    assertThat(misfitAt(y, UNSCALED)).isPositive();
    assertThat(misfitAt(series(t -> 0), (all, t, lead) -> 0)).isEqualTo(NEVER);
  }

  @Test
  void a_counter_is_fitted_by_its_drift_only() {
    Random random = new Random(SEED);
    double[] level = {1e6};
    double[] y = series(t -> level[0] += 10 + random.nextInt(5));

    assertThat(misfitAt(y, (all, t, lead) -> all[t] + 12 * lead)).isEqualTo(NEVER);
    assertThat(misfitAt(y, UNSCALED)).isPositive();
  }

  @Test
  void one_jump_of_a_quiet_series_makes_no_misfit_of_a_model_that_is_slow_to_follow() {
    for (int jump : new int[] {100, 1000, 100_000}) {
      Random random = new Random(SEED);
      double[] y = series(t -> random.nextGaussian() + (t < 1500 ? 0 : jump));

      assertThat(misfitAt(y, MEAN)).as("jump of %d", jump).isEqualTo(NEVER);
    }
  }

  @Test
  void rare_spikes_make_no_misfit_of_a_model_that_never_expects_them() {
    double[] y = series(t -> t % 97 == 0 ? 1000 : 1);

    assertThat(misfitAt(y, (all, t, lead) -> 1)).isEqualTo(NEVER);
    assertThat(misfitAt(y, (all, t, lead) -> 40)).as("the mean is far off").isPositive();
  }

  @Test
  void a_verdict_takes_effect_after_more_observations_than_can_be_pending() {
    FitState s = misfit();
    int model = FitStep.hashOf(MODEL);

    assertThat(s.misfitAfter(FitStep.DELAY - 1)).isZero();
    assertThat(s.misfitAfter(FitStep.DELAY)).isEqualTo(model);
    for (int i = 0; i < FitStep.DELAY - 1; i++) {
      s = FitStep.observe(s, STEP * (VALUES + i), STEP, 400);
    }
    assertThat(s.misfitAfter(0)).isZero();
    assertThat(FitStep.observe(s, STEP * 2 * VALUES, STEP, 400).misfitAfter(0)).isEqualTo(model);
  }

  @Test
  void a_misfit_stays_one_until_another_version_comes() {
    FitState s = misfit();

    FitState same = FitStep.expect(s, forecast(0, MODEL, UNSCALED, new double[1], 0), 400);
    FitState walk = FitStep.expect(s, forecast(0, RandomWalk.MODEL, MEAN, new double[1], 0), 400);
    FitState replaced =
        FitStep.expect(
            s,
            forecast(0, new ModelRef("default", "1"), MEAN, new double[1], 0).withMisfit(MODEL),
            400);
    FitState newer =
        FitStep.expect(s, forecast(0, new ModelRef("wave", "2"), MEAN, new double[1], 0), 400);

    assertThat(same.verdict()).isEqualTo(Verdict.MISFIT);
    assertThat(walk.verdict()).isEqualTo(Verdict.MISFIT);
    assertThat(replaced.verdict()).isEqualTo(Verdict.REPORTED);
    assertThat(newer.verdict()).isEqualTo(Verdict.FITS);
    assertThat(newer.bad()).isZero();
  }

  @Test
  void a_state_reads_back_and_a_damaged_one_is_refused() {
    FitState s = misfit();
    ByteBuffer out = ByteBuffer.allocate(64);
    s.write(out);
    assertThat(out.position()).as("bytes").isEqualTo(40);

    assertThat(FitState.read(out.flip())).isEqualTo(s);
    assertThatThrownBy(() -> FitState.read(ByteBuffer.wrap(new byte[] {1, 0})))
        .hasMessageContaining("40 bytes, got: 1 and 2");
    assertThatThrownBy(() -> FitState.read(out.put(1, (byte) 7).flip().limit(40)))
        .hasMessageContaining("fit must be in 0..2, got: 7");
  }

  private static FitState misfit() {
    return run(series(t -> 400), UNSCALED, new int[1]);
  }

  /** The observation that makes the model a misfit. */
  private static int misfitAt(double[] y, Model model) {
    int[] at = {NEVER};
    run(y, model, at);
    return at[0];
  }

  private static FitState run(double[] y, Model model, int[] at) {
    FitState s = FitState.EMPTY;
    for (int t = 0; t < y.length; t++) {
      s = FitStep.observe(s, t * STEP, STEP, (float) y[t]);
      if (s.verdict() != Verdict.FITS) {
        at[0] = t;
        return s;
      }
      s = FitStep.expect(s, forecast(t, MODEL, model, y, t), (float) y[t]);
    }
    return s;
  }

  private static Forecast forecast(long origin, ModelRef by, Model model, double[] y, int t) {
    float[] yhat = new float[HORIZON];
    for (int h = 0; h < HORIZON; h++) {
      yhat[h] = (float) model.at(y, t, h + 1);
    }
    return new Forecast("s", origin * STEP, STEP, yhat, yhat, yhat, 0.9, by, false, false);
  }

  private static double[] series(IntToDoubleFunction value) {
    double[] y = new double[VALUES];
    for (int t = 0; t < VALUES; t++) {
      y[t] = value.applyAsDouble(t);
    }
    return y;
  }

  private static double mean(double[] y, int t, int values) {
    double sum = 0;
    int from = Math.max(0, t - values + 1);
    for (int i = from; i <= t; i++) {
      sum += y[i];
    }
    return sum / (t - from + 1);
  }
}
