package io.wavecast.trainer.cli;

import java.time.Duration;

/** A line on standard error for each series that is finished. Not thread-safe. */
final class SeriesProgress {
  private final long start = System.nanoTime();
  private final long all;
  private long made;

  /**
   * @param all how many series there are
   */
  SeriesProgress(long all) {
    this.all = all;
  }

  /** Reports a series and an estimate of the time that the others take. */
  void finished(String group, String series) {
    made++;
    System.err.printf(
        "%d of %d: %s/%s%s%n", made, all, group, series, made < all ? ", about " + left() : "");
  }

  private String left() {
    return TimeLeft.text(made, all - made, Duration.ofNanos(System.nanoTime() - start)) + " left";
  }
}
