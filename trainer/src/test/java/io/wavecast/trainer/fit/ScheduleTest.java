package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void a_constant_rate_stays() {
    Schedule schedule = new Schedule(0.01, 0, 1);

    assertThat(schedule.at(0, 100)).isEqualTo(0.01);
    assertThat(schedule.at(99, 100)).isEqualTo(0.01);
  }

  @Test
  void warm_up_climbs_in_a_straight_line_to_the_peak() {
    Schedule schedule = Schedule.cosine(0.1, 10);

    assertThat(schedule.at(0, 100)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.at(4, 100)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.at(10, 100)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void warm_up_takes_at_most_a_tenth_of_a_run() {
    Schedule schedule = Schedule.cosine(0.1, 100);

    assertThat(schedule.within(1000)).isEqualTo(schedule);
    assertThat(schedule.within(60)).isEqualTo(Schedule.cosine(0.1, 6));
    assertThat(schedule.within(5).at(0, 5)).isEqualTo(0.1);
  }

  @Test
  void the_cosine_is_at_half_way_in_the_middle_and_at_a_thousandth_at_the_end() {
    Schedule schedule = Schedule.cosine(0.1, 0);

    assertThat(schedule.at(50, 100)).isCloseTo(0.1 * (0.001 + 0.999 / 2), within(1e-12));
    assertThat(schedule.at(100, 100)).isCloseTo(0.0001, within(1e-12));
  }

  @Test
  void a_rate_that_is_not_above_zero_is_refused() {
    assertThatThrownBy(() -> new Schedule(0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate must be in (0, 10), got: 0.0");
  }
}
