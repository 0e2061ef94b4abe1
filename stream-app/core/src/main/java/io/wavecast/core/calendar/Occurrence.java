package io.wavecast.core.calendar;

/**
 * One time at which an entry applies.
 *
 * @param entry index of the entry
 * @param from its begin, ms since the epoch
 * @param to its end, which it does not contain, ms since the epoch
 */
record Occurrence(int entry, long from, long to) {
  boolean contains(long time) {
    return time >= from && time < to;
  }
}
