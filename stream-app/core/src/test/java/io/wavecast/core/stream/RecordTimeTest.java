package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordTimeTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MAX_AHEAD = RecordTime.MAX_AHEAD.toMillis();

  @Test
  void a_record_has_the_time_of_its_event_unless_brokers_would_refuse_that() {
    assertThat(RecordTime.of(0, NOW)).isZero();
    assertThat(RecordTime.of(NOW + MAX_AHEAD, NOW)).isEqualTo(NOW + MAX_AHEAD);
    assertThat(RecordTime.of(NOW + MAX_AHEAD + 1, NOW)).isEqualTo(NOW);
    assertThat(RecordTime.of(Long.MAX_VALUE, NOW)).isEqualTo(NOW);
  }
}
