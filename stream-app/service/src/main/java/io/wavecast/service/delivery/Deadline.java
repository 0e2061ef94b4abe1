package io.wavecast.service.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A deadline that can be set again; it has passed until it is set first. Not thread-safe. */
final class Deadline {
  private final LongSupplier nanoClock;
  private long at;
  private boolean pending;

  /**
   * @param nanoClock ns
   */
  Deadline(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Sets it to a time from now. */
  void set(Duration fromNow) {
    at = nanoClock.getAsLong() + fromNow.toNanos();
    pending = true;
  }

  boolean hasPassed() {
    pending &= nanoClock.getAsLong() - at < 0;
    return !pending;
  }
}
