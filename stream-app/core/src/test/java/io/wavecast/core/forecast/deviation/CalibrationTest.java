package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All values were in 10..30, and the factors of both sides are 32. */
class CalibrationTest {
  private static final int FIVE_DOUBLINGS = 5 << 11;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void an_interval_ends_within_one_range_of_the_values_that_were_seen(Profile profile) {
    Forecast calibrated = Calibration.of(forecast(20, 10), data(profile, 6), profile.layout);

    assertThat(calibrated.yhat()).containsOnly(20);
    assertThat(calibrated.yhatLower()).containsOnly(-10);
    assertThat(calibrated.yhatUpper()).containsOnly(50);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_narrow_interval_is_that_of_the_factor(Profile profile) {
    Forecast calibrated = Calibration.of(forecast(20, 0.5f), data(profile, 6), profile.layout);

    assertThat(calibrated.yhatLower()).containsOnly(4);
    assertThat(calibrated.yhatUpper()).containsOnly(36);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_models_own_interval_is_kept_however_wide_it_is(Profile profile) {
    Forecast calibrated = Calibration.of(forecast(1000, 10), data(profile, 6), profile.layout);

    assertThat(calibrated.yhatLower()).as("1000 - 32 * 10").containsOnly(680);
    assertThat(calibrated.yhatUpper()).containsOnly(1010);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void an_interval_beyond_all_values_is_still_narrowed(Profile profile) {
    byte[] data = data(profile, 6);
    for (int lead = 1; lead <= FakeForecaster.SHAPE.horizon(); lead++) {
      Calibration.move(data, lead, true, -6 * FIVE_DOUBLINGS / 5);
    }

    assertThat(Calibration.of(forecast(1000, 10), data, profile.layout).yhatUpper())
        .as("half of the model's")
        .containsOnly(1005);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_young_series_and_a_counter_have_no_such_end(Profile profile) {
    byte[] counter = data(profile, 6);
    for (int y = 0; y < 200; y++) {
      Counter.changes(counter, y);
      Counter.next(counter, y);
    }

    for (byte[] data : new byte[][] {data(profile, 5), counter}) {
      Forecast calibrated = Calibration.of(forecast(20, 10), data, profile.layout);
      assertThat(calibrated.yhatLower()).containsOnly(-300);
      assertThat(calibrated.yhatUpper()).containsOnly(340);
    }
  }

  private static byte[] data(Profile profile, int blocks) {
    byte[] data = new byte[profile.layout.size];
    for (int block = 0; block < blocks; block++) {
      Tail.insert(data, profile.layout.tail(Feature.VALUE_HIGH), 30 - block);
      Tail.insert(data, profile.layout.tail(Feature.VALUE_LOW), -10 - block);
    }
    for (int lead = 1; lead <= FakeForecaster.SHAPE.horizon(); lead++) {
      Calibration.move(data, lead, false, FIVE_DOUBLINGS);
      Calibration.move(data, lead, true, FIVE_DOUBLINGS);
    }
    return data;
  }

  private static Forecast forecast(float yhat, float halfWidth) {
    float[][] all = new float[3][FakeForecaster.SHAPE.horizon()];
    Arrays.fill(all[0], yhat);
    Arrays.fill(all[1], yhat - halfWidth);
    Arrays.fill(all[2], yhat + halfWidth);
    ModelRef model = new ModelRef("m", "1");
    return new Forecast("s", 1, 1, all[0], all[1], all[2], 0.9, model, false, false);
  }
}
