package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionWatermarksTest {
  private static final long PACE = 10_000;
  private static final long IDLE_TIMEOUT = PartitionWatermarks.IDLE_TIMEOUT.toMillis();

  private long now = 1_000_000;
  private final PartitionWatermarks time =
      new PartitionWatermarks(PartitionWatermarks.IDLE_TIMEOUT, now);

  @Test
  void at_first_nothing_is_known() {
    time.onRecord(0, now + 5);

    assertThat(after(PACE)).isNegative();
    assertThat(after(IDLE_TIMEOUT - PACE - 1)).isNegative();
    assertThat(after(1)).isPositive();
  }

  @Test
  void where_nothing_is_read_nothing_lies_unread() {
    assertThat(after(IDLE_TIMEOUT)).isNegative();
    assertThat(later()).isEqualTo(now);
  }

  @Test
  void behind_a_backlog_it_is_the_newest_record() {
    later();
    time.onRecord(0, 400);
    time.onRecord(0, 500);
    time.onRecord(0, 300);

    assertThat(later()).isEqualTo(500);
  }

  @Test
  void a_partition_that_was_read_to_its_end_waits_for_one_that_was_not() {
    later();
    long end = now - 1;
    time.onRecord(0, end);
    time.onRecord(1, 500);

    assertThat(later()).isEqualTo(500);
    time.onRecord(1, end + 5_000);
    assertThat(after(PACE)).isEqualTo(end);
  }

  @Test
  void a_quiet_partition_holds_up_nothing() {
    later();
    time.onRecord(0, 500);
    assertThat(after(PACE)).isEqualTo(500);

    assertThat(later()).isEqualTo(500);
    assertThat(after(1)).isEqualTo(now);

    time.onRecord(0, 600);
    assertThat(after(1)).isEqualTo(600);
  }

  @Test
  void a_source_that_waits_itself_is_believed_at_once() {
    PartitionWatermarks told = new PartitionWatermarks(Duration.ZERO, now - IDLE_TIMEOUT);
    told.watermark(now - PACE);
    told.onRecord(0, 500);

    assertThat(told.watermark(now)).isEqualTo(500);
    assertThat(told.watermark(now + PACE)).isEqualTo(now + PACE);
  }

  @Test
  void after_a_suspension_the_watermark_is_unknown_again() {
    later();
    time.onRecord(0, 500);
    assertThat(later()).isEqualTo(500);

    assertThat(after(10 * IDLE_TIMEOUT)).isNegative();
    time.onRecord(0, 600);
    assertThat(later()).isEqualTo(600);
  }

  @Test
  void nor_after_the_clock_was_set_back() {
    later();

    assertThat(after(-3_600_000)).isNegative();
    assertThat(later()).isEqualTo(now);
  }

  @Test
  void a_record_from_the_future_is_no_later_than_now() {
    later();
    time.onRecord(0, Long.MAX_VALUE);

    assertThat(later()).isEqualTo(now);
  }

  /** Looks once, some time on. */
  private long after(long ms) {
    now += ms;
    return time.watermark(now);
  }

  /** Looks again and again until what was not known at a start or a standstill is. */
  private long later() {
    after(PACE);
    after(PACE);
    return after(PACE);
  }
}
