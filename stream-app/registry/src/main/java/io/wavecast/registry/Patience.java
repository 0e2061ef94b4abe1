package io.wavecast.registry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a request is repeated.
 *
 * @param limit after which a caller gets the error that there is no answer
 * @param nanoClock time, ns
 * @param sleeper waits
 */
public record Patience(Duration limit, LongSupplier nanoClock, Sleeper sleeper) {
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration MAX_DELAY = Duration.ofSeconds(2);

  /** With the clock of this machine. */
  public static Patience of(Duration limit) {
    return new Patience(limit, System::nanoTime, d -> TimeUnit.NANOSECONDS.sleep(d.toNanos()));
  }

  /** The delay after a number of failures in a row, at least 1: it doubles, up to 2 s. */
  static Duration delay(int failures) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 10));
    return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
  }

  /** Waits for a duration. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }
}
