package io.wavecast.schemas.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCheckTest {
  private static final long RECORD = 1_700_000_000_000L;

  /** Those are no times at all, which the check of their range finds. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + RECORD, -1, 0})
  void what_is_long_past_is_not_ahead(long timestamp) {
    assertThatNoException()
        .isThrownBy(() -> TimeCheck.check(timestamp, RECORD, Duration.ofHours(1)));
  }

  @Test
  void the_greatest_time_is_ahead_and_not_in_seconds() {
    assertThatThrownBy(() -> TimeCheck.check(Long.MAX_VALUE, RECORD, Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AHEAD));
    // 1000 times this one overflows to a time near the record's
    assertThatNoException()
        .isThrownBy(() -> TimeCheck.check(18_446_745_773_709_551L, RECORD, null));
  }
}
