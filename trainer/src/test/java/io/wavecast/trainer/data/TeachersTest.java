package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.trainer.net.Windows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeachersTest {
  private static final List<Double> LEVELS = List.of(0.05, 0.95);
  private static final Forecaster LOW = constant(10, 1);
  private static final Forecaster HIGH = constant(40, 3);

  @Test
  void they_teach_the_mean_of_their_quantiles() {
    WindowSet set = Windows.random(3, 5);

    WindowSet taught = new Teachers(List.of(LOW, HIGH), LEVELS).teach(set);

    assertThat(taught.windows()).isEqualTo(set.windows());
    assertThat(taught.futures()).isEqualTo(set.futures());
    assertThat(taught.taught()).hasSize(3 * 10 * 2);
    for (int i = 0; i < taught.taught().length; i++) {
      assertThat(taught.taught()[i]).isEqualTo(i % 2 == 0 ? (9 + 37) / 2f : (11 + 43) / 2f);
    }
  }

  @Test
  void where_nobody_teaches_a_set_stays_as_it_is() {
    WindowSet set = Windows.random(2, 5);

    assertThat(Teachers.none().teach(set)).isSameAs(set);
    assertThat(set.isTaught()).isFalse();
  }

  @Test
  void what_is_taught_goes_with_its_window_and_counts_in_the_hash() {
    WindowSet set = Windows.random(3, 5);
    WindowSet taught = new Teachers(List.of(FakeForecaster.mean()), LEVELS).teach(set);

    assertThat(taught.slice(1, 3).taught())
        .isEqualTo(Arrays.copyOfRange(taught.taught(), 20, taught.taught().length));
    assertThat(taught.pick(new int[] {0, 2, 1}, 1, 2).taught())
        .isEqualTo(Arrays.copyOfRange(taught.taught(), 40, 60));
    assertThat(taught.sha256()).isNotEqualTo(set.sha256());
  }

  @Test
  void a_teacher_must_have_the_levels_of_who_learns() {
    assertThatThrownBy(() -> new Teachers(List.of(LOW), List.of(0.1, 0.9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have quantiles at [0.1, 0.9] to teach, got: [0.05, 0.95]");
  }

  private static Forecaster constant(float value, float halfWidth) {
    float[] forecast = new float[Forecaster.HORIZON];
    Arrays.fill(forecast, value);
    return new FakeForecaster("constant", window -> forecast, halfWidth, (windows, n) -> {});
  }
}
