package io.wavecast.trainer.alerts;

/**
 * Consecutive values of a series.
 *
 * @param first index of the first one
 * @param last index of the last one, at least {@code first}
 */
public record Span(int first, int last) {
  boolean holds(int index) {
    return index >= first && index <= last;
  }

  /** How many steps lie between the first and the last value. */
  int length() {
    return last - first;
  }
}
