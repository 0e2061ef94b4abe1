package io.wavecast.core.aggregate;

import io.wavecast.core.text.Durations;
import java.io.Serializable;
import java.time.Duration;

/**
 * How the events of a series become observations.
 *
 * <pre>
 *   every   |-- window --|-- window --|-- window --|      whole multiples of it since 1970, UTC
 *   events    * *  *   *   *    *       *  * |
 *                        |---- grace --------|             an event this late closes the first one
 * </pre>
 *
 * @param aggregate what is computed of each window
 * @param every length of a window, at least 1 ms, at most 366 days
 * @param grace how long a window stays open after its end for late events, at least 0; at most
 *     {@value #MAX_GRACE_WINDOWS} windows
 * @param fillsZero whether a window without events is 0, and not a gap; for at most {@link
 *     #MAX_FILLED} windows in a row
 */
public record Aggregation(Aggregate aggregate, Duration every, Duration grace, boolean fillsZero)
    implements Serializable {
  /** So a series has at most two more windows open. */
  public static final int MAX_GRACE_WINDOWS = 60;

  /** Windows without events that are filled with zeros after one with events: a day of minutes. */
  public static final int MAX_FILLED = 1440;

  private static final Duration LONGEST = Duration.ofDays(366);

  public Aggregation {
    if (every.toMillis() < 1 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "every must be in 1ms..366d, got: " + Durations.format(every));
    }
    if (every.toNanosPart() % 1_000_000 != 0 || grace.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          "every and grace must be whole milliseconds, got: " + every + ", " + grace);
    }
    if (grace.isNegative() || grace.compareTo(every.multipliedBy(MAX_GRACE_WINDOWS)) > 0) {
      throw new IllegalArgumentException(
          "grace must be at least 0 and at most %d times 'every' (%s), got: %s"
              .formatted(MAX_GRACE_WINDOWS, Durations.format(every), Durations.format(grace)));
    }
  }

  /** The start of the window that a time lies in, ms since the epoch. */
  long start(long time) {
    return time - Math.floorMod(time, every.toMillis());
  }

  /** The first start of a window that is not before a time, ms since the epoch. */
  long startFrom(long time) {
    long start = start(time);
    return start == time ? start : start + every.toMillis();
  }

  /** From this time on, windows before the result are closed: it is the start of an open one. */
  long closedBefore(long time) {
    return start(time - grace.toMillis());
  }
}
