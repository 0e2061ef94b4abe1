package io.wavecast.trainer.alerts;

/**
 * The civil time of regular values that begin on a Monday at midnight.
 *
 * @param step seconds between two values
 * @param size number of values
 */
record Clock(int step, int size) {
  private static final int DAY = 86_400;

  /** Time of day, 0 at midnight to 1. */
  double day(int i) {
    return (double) ((long) i * step % DAY) / DAY;
  }

  /** Days since the first value. */
  double days(int i) {
    return (double) i * step / DAY;
  }

  boolean isWeekend(int i) {
    return (long) i * step / DAY % 7 >= 5;
  }

  /** Values a day. */
  int perDay() {
    return DAY / step;
  }

  /** Values in a number of hours. */
  int hours(double hours) {
    return (int) (hours * 3600 / step);
  }
}
