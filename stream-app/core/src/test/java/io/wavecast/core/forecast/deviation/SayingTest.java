package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is read back from stored events. */
class SayingTest {
  @Test
  void what_is_said_first_counts() {
    assertThat(Saying.of("value 1: nothing like it; it began while ': no error like this' muted"))
        .isEqualTo(Saying.NEW);
    assertThat(Saying.of("value 1: no error like this; it began while ': nothing like it' muted"))
        .isEqualTo(Saying.LARGEST_ERROR);
    assertThat(Saying.of("3 of 5 scores above 1")).isEqualTo(Saying.NOTHING);
  }

  @Test
  void what_was_said_of_an_hour_of_the_week_before_is_read_as_well() {
    assertThat(Saying.of("value 146.0: at this hour of the week on average 23.0 to 30.76"))
        .isEqualTo(Saying.WEEK);
  }
}
