package io.wavecast.service.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A length of time that is over, or not yet. At first it is over. */
final class Pause {
  private final LongSupplier nanoClock;
  private long until;
  private boolean running;

  /**
   * @param nanoClock ns
   */
  Pause(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void begin(Duration length) {
    until = nanoClock.getAsLong() + length.toNanos();
    running = true;
  }

  boolean isOver() {
    running &= nanoClock.getAsLong() - until < 0;
    return !running;
  }
}
