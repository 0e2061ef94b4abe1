package io.wavecast.trainer.cli;

import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.FitListener;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress on standard error: a bar on a terminal, otherwise one line per evaluation on the
 * validation set, both with the time left.
 */
final class Console implements FitListener {
  private final @Nullable ProgressBar bar;
  private final String name;
  private final long steps;
  private final long start = System.nanoTime();
  private long made;

  Console(String name, long steps) {
    this.name = name;
    this.steps = steps;
    this.bar =
        !onTerminal()
            ? null
            : new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
  }

  /** From Java 22 on a console is no proof of a terminal: then the bar is shown always. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    return System.console() != null;
  }

  @Override
  public void resumed(long step, long all) {
    System.err.printf(Locale.ROOT, "%s resumes after step %,d of %,d%n", name, step, all);
  }

  @Override
  public void stepped(long step, long all) {
    made++;
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  @Override
  public void evaluated(Curve.Point point, double bestScore) {
    String scores =
        String.format(
            Locale.ROOT,
            "training loss %.5f, validation %.5f, best %.5f",
            point.trainLoss(),
            point.validScore(),
            bestScore);
    if (bar != null) {
      bar.setExtraMessage(scores);
    } else {
      System.err.printf(
          Locale.ROOT,
          "%s step %,d of %,d: %s, at most %s left%n",
          name,
          point.step(),
          steps,
          scores,
          TimeLeft.text(
              Math.max(1, made),
              steps - point.step(),
              Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
