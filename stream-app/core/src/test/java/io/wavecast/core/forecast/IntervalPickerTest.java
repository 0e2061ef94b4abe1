package io.wavecast.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalPickerTest {
  private static final double[] LEVELS = {0.05, 0.1, 0.5, 0.9, 0.95};
  private static final float[] QUANTILES = {1, 2, 5, 8, 11};

  @Test
  void levels_that_the_model_has_are_taken_as_they_are() {
    IntervalPicker picker = IntervalPicker.of(LEVELS, 0.9);

    assertThat(picker.lower(QUANTILES, 0)).isEqualTo(1);
    assertThat(picker.upper(QUANTILES, 0)).isEqualTo(11);
  }

  @Test
  void levels_between_two_are_interpolated() {
    IntervalPicker picker = IntervalPicker.of(LEVELS, 0.5);

    assertThat(picker.lower(QUANTILES, 0)).isCloseTo(2 + 3 * 0.375f, within(1e-6f));
    assertThat(picker.upper(QUANTILES, 0)).isCloseTo(5 + 3 * 0.625f, within(1e-6f));
  }

  @Test
  void crossed_quantiles_still_give_an_interval() {
    IntervalPicker picker = IntervalPicker.of(LEVELS, 0.8);
    float[] crossed = {0, 9, 5, 3, 0};

    assertThat(picker.lower(crossed, 0)).isEqualTo(3);
    assertThat(picker.upper(crossed, 0)).isEqualTo(9);
  }

  @Test
  void a_level_beyond_the_quantiles_is_refused() {
    assertThatThrownBy(() -> IntervalPicker.of(LEVELS, 0.95)).hasMessageContaining("got: 0.95");
  }

  @Test
  void rows_and_lead_times_are_not_confused() {
    float[] quantiles = new float[2 * 3 * 5];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = i;
    }

    IntervalPicker picker = IntervalPicker.of(LEVELS, 0.9);

    assertThat(picker.lower(quantiles, 1, 3)).containsExactly(15, 20, 25);
    assertThat(picker.upper(quantiles, 1, 3)).containsExactly(19, 24, 29);
  }
}
