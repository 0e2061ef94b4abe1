package io.wavecast.service.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of a long-running command to its end, which comes by itself, by Ctrl-C or by
 * SIGTERM. After a signal the command's thread unwinds and closes what it opened; the process waits
 * for that, but no longer than {@link #GRACE}.
 *
 * <pre>
 *   signal -> isEnding() -> the command closes what it opened -> close() -> the process ends
 * </pre>
 */
public final class Lifetime implements AutoCloseable {
  /** Longest time that closing may take before the process ends without it. */
  public static final Duration GRACE = Duration.ofSeconds(9);

  /** What shells expect of a command that Ctrl-C broke off. */
  static final int BROKEN_OFF = 130;

  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "lifetime");
  private final int exitCode;

  private Lifetime(int exitCode) {
    this.exitCode = exitCode;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Of what runs until it is told to end: a signal is its ordinary end, with exit code 0. */
  public static Lifetime begin() {
    return new Lifetime(0);
  }

  /** Of what has an end of its own: a signal breaks it off, with exit code {@value #BROKEN_OFF}. */
  public static Lifetime ofTask() {
    return new Lifetime(BROKEN_OFF);
  }

  /** Whether the end was asked for. */
  public boolean isEnding() {
    return ending.getCount() == 0;
  }

  /** Asks for the end; any thread may. */
  public void end() {
    ending.countDown();
  }

  /**
   * Waits until the end was asked for. To interrupt the thread that waits is to ask for it.
   *
   * @return whether it was; false when the time passed before
   */
  public boolean await(Duration atMost) {
    try {
      return ending.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      end();
      return true;
    }
  }

  private void onShutdown() {
    end();
    try {
      if (closed.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("wavecast: did not end within " + GRACE.toSeconds() + " s: stopped hard");
    Runtime.getRuntime().halt(1);
  }

  /**
   * Says that everything is closed. After a signal it does not return, as the process ends here:
   * what fails because the process is ending is no news.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came: the hook waits for the next line, and ends the process.
      closed.countDown();
      while (hook.isAlive()) {
        LockSupport.park(this);
      }
    }
  }
}
