package io.wavecast.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadTimeTest {
  private static final long BEGUN = 1_000_000;
  private static final long QUIET = ReadTime.QUIET.toMillis();

  private final ReadTime time = new ReadTime(BEGUN);

  @Test
  void at_first_nothing_is_known() {
    assertThat(time.until(BEGUN)).isNegative();
    time.read(0, BEGUN + 5);
    assertThat(time.until(BEGUN + QUIET - 1)).isNegative();
  }

  @Test
  void where_nothing_is_read_nothing_lies_unread() {
    assertThat(time.until(BEGUN + QUIET)).isEqualTo(BEGUN + QUIET);
  }

  @Test
  void behind_a_backlog_it_is_the_newest_record() {
    long now = BEGUN + QUIET;
    time.read(0, 400);
    time.read(0, 500);
    time.read(0, 300);

    assertThat(time.until(now)).isEqualTo(500);
  }

  @Test
  void a_partition_that_was_read_to_its_end_waits_for_one_that_was_not() {
    long now = BEGUN + QUIET;
    time.read(0, now - 1);
    time.read(1, 500);

    assertThat(time.until(now)).isEqualTo(500);
    time.read(1, now + 5_000);
    assertThat(time.until(now + 10_000)).isEqualTo(now - 1);
  }

  @Test
  void a_quiet_partition_holds_up_nothing() {
    long now = BEGUN + QUIET;
    time.read(0, 500);
    assertThat(time.until(now)).isEqualTo(500);

    assertThat(time.until(now + QUIET - 1)).isEqualTo(500);
    assertThat(time.until(now + QUIET)).isEqualTo(now + QUIET);

    time.read(0, 600);
    assertThat(time.until(now + QUIET + 1)).isEqualTo(600);
  }

  @Test
  void a_record_from_the_future_is_no_later_than_now() {
    time.read(0, Long.MAX_VALUE);

    assertThat(time.until(BEGUN + QUIET)).isEqualTo(BEGUN + QUIET);
  }
}
