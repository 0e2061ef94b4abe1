package io.wavecast.service.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong nanos = new AtomicLong(123);

  @Test
  void events_are_due_at_equal_intervals() {
    Pace pace = new Pace(10, nanos::get, () -> true);

    pace.await();

    assertThat(pace.nanosToNext()).isEqualTo(100_000_000);
    nanos.addAndGet(250_000_000);
    assertThat(pace.nanosToNext()).isEqualTo(-150_000_000);
  }

  @Test
  void without_a_limit_every_event_is_due_at_once() {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, nanos::get, () -> false);

    for (int i = 0; i < 1000; i++) {
      pace.await();
    }

    assertThat(pace.nanosToNext()).isZero();
  }
}
