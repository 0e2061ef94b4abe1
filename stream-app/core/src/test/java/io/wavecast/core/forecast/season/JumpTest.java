package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Values every 5 minutes, for 30 days. */
class JumpTest {
  private static final long STEP = Duration.ofMinutes(5).toMillis();
  private static final int HOUR = 12;
  private static final int DAYS = 30;

  @Test
  void a_level_that_changes_within_an_hour_leaves_both_levels_open() {
    ByteBuffer profiles = learn(hour -> hour < 2.25 ? 40 : 0);

    Jump jump = Jump.at(profiles, 2);

    assertThat(jump.above()).isEqualTo(30, within(5.0));
    assertThat(jump.below()).isEqualTo(10, within(5.0));
    assertThat(Jump.at(profiles, 4)).isEqualTo(Jump.NONE);
    assertThat(Jump.at(profiles, 24 + 2).above()).as("each day").isEqualTo(30, within(5.0));
  }

  @Test
  void where_it_changes_between_hours_both_leave_the_other_level_open() {
    ByteBuffer profiles = learn(hour -> hour < 3 ? 40 : 0);

    assertThat(Jump.at(profiles, 2).below()).isEqualTo(40, within(5.0));
    assertThat(Jump.at(profiles, 3).above()).isEqualTo(40, within(5.0));
    assertThat(Jump.at(profiles, 1)).isEqualTo(Jump.NONE);
  }

  @Test
  void the_slope_of_a_wave_is_no_change_of_level() {
    ByteBuffer profiles = learn(hour -> 20 * Math.sin(2 * Math.PI * hour / 24));

    for (int hour = 0; hour < CivilTime.DAY; hour++) {
      assertThat(Jump.at(profiles, hour)).as("hour %d", hour).isEqualTo(Jump.NONE);
    }
  }

  /** A profile of what a series is at each hour of the day, with shares of hours. */
  private static ByteBuffer learn(DoubleUnaryOperator ofHour) {
    ByteBuffer data = ByteBuffer.allocate(Trial.END);
    for (int i = 0; i < DAYS * CivilTime.DAY * HOUR; i++) {
      double y = ofHour.applyAsDouble((double) i / HOUR % CivilTime.DAY);
      if (i == 0) {
        Profiles.begin(data, 0, y);
      }
      Profiles.learn(data, i / HOUR % CivilTime.WEEK, i * STEP, STEP, y, 1);
    }
    return data;
  }
}
