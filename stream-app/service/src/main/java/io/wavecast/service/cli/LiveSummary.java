package io.wavecast.service.cli;

import io.wavecast.core.text.FailureException;
import io.wavecast.service.logging.Logging;
import io.wavecast.service.runtime.AdminEndpoint;
import io.wavecast.service.runtime.Pipelines;
import io.wavecast.service.runtime.ShutdownSignal;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows live status until shutdown: a redrawn block on a terminal, otherwise a line in the log now
 * and then, and none while nothing happens. Not thread-safe.
 */
public final class LiveSummary {
  private static final Duration ON_TERMINAL = Duration.ofMillis(500);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final AdminEndpoint admin;
  private final QuietStatus quiet = new QuietStatus();
  private final long start = System.nanoTime();

  public LiveSummary(Terminal terminal, AdminEndpoint admin) {
    this.terminal = terminal;
    this.admin = admin;
  }

  /**
   * Returns after a shutdown request or the given time.
   *
   * @param atMost longest time to run
   * @throws FailureException if the stream ends by itself
   */
  public void run(ShutdownSignal shutdown, Pipelines pipelines, Duration atMost) {
    PrintStream stderr = System.err;
    if (terminal.isInteractive()) {
      System.setErr(terminal.above(stderr));
    }
    try {
      follow(shutdown, pipelines, atMost);
    } finally {
      System.setErr(stderr);
    }
  }

  private void follow(ShutdownSignal shutdown, Pipelines pipelines, Duration atMost) {
    Duration period = terminal.isInteractive() ? ON_TERMINAL : ELSEWHERE;
    Duration shownAt = Duration.ZERO;
    Duration step = Duration.ofMillis(500);
    while (running().compareTo(atMost) < 0) {
      Duration left = atMost.minus(running());
      if (shutdown.await(left.compareTo(step) < 0 ? left : step)) {
        break;
      }
      pipelines.requireRunning();
      if (running().minus(shownAt).compareTo(period) >= 0) {
        shownAt = running();
        show();
      }
    }
    show();
  }

  private Duration running() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void show() {
    var status = admin.telemetry().status();
    var notReady = admin.health().ready().reasons();
    if (terminal.isInteractive()) {
      terminal.show(Summary.block(status, running(), notReady));
    } else if (quiet.isNews(status, notReady)) {
      Logging.status(Summary.line(status, running(), notReady));
    }
  }
}
