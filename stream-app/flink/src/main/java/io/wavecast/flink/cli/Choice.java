package io.wavecast.flink.cli;

import java.util.List;

/** One of a few words. */
final class Choice {
  private Choice() {}

  /** Which of the words it is, from 0. */
  static int of(String option, String got, String... words) {
    int at = List.of(words).indexOf(got);
    if (at < 0) {
      throw new IllegalArgumentException(
          option + " must be " + String.join(" or ", words) + ", got: " + got);
    }
    return at;
  }
}
