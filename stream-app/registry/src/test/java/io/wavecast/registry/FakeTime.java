package io.wavecast.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while something waits. */
final class FakeTime {
  final List<Duration> waits = new ArrayList<>();
  long nanos;

  Patience patience(Duration limit) {
    return new Patience(
        limit,
        () -> nanos,
        d -> {
          waits.add(d);
          nanos += d.toNanos();
        });
  }
}
