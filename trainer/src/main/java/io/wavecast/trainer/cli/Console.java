package io.wavecast.trainer.cli;

import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.FitListener;
import java.time.Duration;
import java.util.Locale;

/** Shows progress on standard error: a line per evaluation, with the time that is left at most. */
final class Console implements FitListener {
  private final String name;
  private final long start = System.nanoTime();
  private long made;

  Console(String name) {
    this.name = name;
  }

  @Override
  public void resumed(long step, long all) {
    System.err.printf(Locale.ROOT, "%s resumes after step %,d of %,d%n", name, step, all);
  }

  @Override
  public void stepped(long step, long all) {
    made++;
  }

  @Override
  public void evaluated(Curve.Point point, double bestScore, long steps) {
    System.err.printf(
        Locale.ROOT,
        "%s step %,d of %,d: training loss %.5f, validation %.5f, best %.5f, at most %s left%n",
        name,
        point.step(),
        steps,
        point.trainLoss(),
        point.validScore(),
        bestScore,
        timeLeft(
            Math.max(1, made), steps - point.step(), Duration.ofNanos(System.nanoTime() - start)));
  }

  /**
   * How long the open steps take, e.g. {@code 2 min 05 s}.
   *
   * @param made steps made since the start, at least 1
   * @param open steps still to make
   * @param since the time since the start
   */
  static String timeLeft(long made, long open, Duration since) {
    long seconds = Math.round(since.toMillis() / 1000.0 * open / made);
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
