package io.wavecast.service.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the wall clock was set back while this process ran. Kafka's clients measure their
 * intervals by it: they send no heartbeat until it is again where it was. Thread-safe.
 */
final class ClockCheck {
  /** Sessions of the clients last longer. */
  static final Duration TOLERATED = Duration.ofSeconds(5);

  private final LongSupplier wallClock;
  private final LongSupplier nanoClock;
  private long furthestAhead;

  /**
   * @param wallClock ms since the epoch
   * @param nanoClock time, ns; nobody sets it
   */
  ClockCheck(LongSupplier wallClock, LongSupplier nanoClock) {
    this.wallClock = wallClock;
    this.nanoClock = nanoClock;
    furthestAhead = ahead();
  }

  private long ahead() {
    return wallClock.getAsLong() - nanoClock.getAsLong() / 1_000_000;
  }

  /** Why only a restart helps; empty while the clock is right, and once it has caught up. */
  synchronized Optional<String> problem() {
    long ahead = ahead();
    furthestAhead = Math.max(furthestAhead, ahead);
    Duration back = Duration.ofMillis(furthestAhead - ahead);
    return back.compareTo(TOLERATED) < 0
        ? Optional.empty()
        : Optional.of("was set back by %d s: Kafka's clients wait".formatted(back.toSeconds()));
  }
}
