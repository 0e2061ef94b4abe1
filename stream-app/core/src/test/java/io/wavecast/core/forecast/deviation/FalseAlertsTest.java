package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.metrics.Metrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlertsTest {
  private static final long MINUTE = 60_000;

  @Test
  void alerts_are_allowed_per_values_or_per_time() {
    assertThat(FalseAlerts.parse("4 per 100000")).isEqualTo(FalseAlerts.DEFAULT);
    assertThat(FalseAlerts.parse("1 per 30d"))
        .isEqualTo(new FalseAlerts(1, 0, Duration.ofDays(30)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "per 5", "0 per 100", "1 per 0", "1 per 0s", "-1 per 5", "1 per x"})
  void anything_else_is_refused_with_what_it_got(String text) {
    assertThatThrownBy(() -> FalseAlerts.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("false alerts must be");
  }

  @Test
  void fewer_false_alerts_need_more_evidence() {
    double before = 0;
    for (int values = 1000; values <= 10_000_000; values *= 10) {
      double border = new FalseAlerts(1, values, null).border(MINUTE);
      assertThat(border).isGreaterThan(before);
      before = border;
    }
    assertThat(new FalseAlerts(9, 100_000, null).border(0)).isCloseTo(4.575, within(0.02));
  }

  @Test
  void budgets_have_borders_by_the_rates_that_were_measured_and_a_margin() {
    assertThat(new FalseAlerts(3, 100_000, null).border(0)).isCloseTo(5.22, within(0.02));
    assertThat(new FalseAlerts(1, 100_000, null).border(0)).isCloseTo(6.33, within(0.02));
    assertThat(FalseAlerts.DEFAULT.border(0)).isCloseTo(5.0, within(0.02));
  }

  @Test
  void a_time_is_a_number_of_values_by_the_step_of_the_series() {
    FalseAlerts perTime = new FalseAlerts(1, 0, Duration.ofMinutes(50_000));

    assertThat(perTime.border(MINUTE))
        .isEqualTo(new FalseAlerts(2, 100_000, null).border(MINUTE))
        .isGreaterThan(perTime.border(10 * MINUTE));
    assertThat(perTime.border(0)).isEqualTo(FalseAlerts.DEFAULT.border(0));
  }

  @Test
  void the_same_value_scores_lower_where_fewer_false_alerts_are_allowed() {
    assertThat(scoreOfJump(new FalseAlerts(3, 100_000, null)))
        .isLessThan(scoreOfJump(new FalseAlerts(20, 100_000, null)));
  }

  private static float scoreOfJump(FalseAlerts falseAlerts) {
    DeviationStep step = new DeviationStep(0.9, falseAlerts, Metrics.NONE);
    DeviationStep.Judging judging = step.open(DeviationState.EMPTY, CivilTime.UTC);
    for (int t = 0; t < 1000; t++) {
      judging.judge("s", t * MINUTE, t * 7 % 10, UsualHere.UNKNOWN);
    }
    return judging.judge("s", 1000 * MINUTE, 50, UsualHere.UNKNOWN).score();
  }
}
