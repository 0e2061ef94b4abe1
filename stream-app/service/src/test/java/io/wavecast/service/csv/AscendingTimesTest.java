package io.wavecast.service.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Observation;
import org.junit.jupiter.api.Test;

class AscendingTimesTest {
  private final AscendingTimes check = new AscendingTimes(row -> row.value() > 0);

  @Test
  void a_time_must_not_be_earlier_than_the_one_before_of_its_series() {
    assertThat(check.apply(new Observation("a", 2000, 1))).isEmpty();
    assertThat(check.apply(new Observation("b", 1000, 1))).isEmpty();
    assertThat(check.apply(new Observation("a", 1000, 1)))
        .contains(
            "time must not be earlier than that of the row before of series 'a',"
                + " 1970-01-01T00:00:02Z, got: 1970-01-01T00:00:01Z");
    assertThat(check.apply(new Observation("a", 2000, 1))).isEmpty();
  }

  @Test
  void what_does_not_count_is_neither_refused_nor_compared_with() {
    assertThat(check.apply(new Observation("a", 2000, 1))).isEmpty();
    assertThat(check.apply(new Observation("a", 1000, 0))).isEmpty();
    assertThat(check.apply(new Observation("a", 9000, 0))).isEmpty();
    assertThat(check.apply(new Observation("a", 3000, 1))).isEmpty();
  }
}
