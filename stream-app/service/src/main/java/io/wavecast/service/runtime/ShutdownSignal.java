package io.wavecast.service.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The request to end a long-running command, by Ctrl-C, SIGTERM or {@link #request}. After a signal
 * the command's thread unwinds and closes what it opened; the process waits for that, but no longer
 * than a grace period.
 *
 * <pre>
 *   signal -> isRequested() -> the command closes what it opened -> close() -> the process ends
 * </pre>
 */
public final class ShutdownSignal implements AutoCloseable {
  /** Grace period of commands that have no setting for it. */
  private static final Duration GRACE = Duration.ofSeconds(9);

  /** The exit code that shells expect of an interrupted command. */
  static final int INTERRUPTED = 130;

  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "shutdown");
  private final int exitCode;
  private final Duration grace;

  private ShutdownSignal(int exitCode, Duration grace) {
    this.exitCode = exitCode;
    this.grace = grace;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** For a command that runs until a signal ends it: the exit code is 0 then. */
  public static ShutdownSignal ofService() {
    return ofService(GRACE);
  }

  /**
   * The same with a grace period.
   *
   * @param grace longest time that closing may take before the process ends without it
   */
  public static ShutdownSignal ofService(Duration grace) {
    return new ShutdownSignal(0, grace);
  }

  /**
   * For a command that ends by itself: a signal interrupts it, with exit code {@value
   * #INTERRUPTED}.
   */
  public static ShutdownSignal ofTask() {
    return new ShutdownSignal(INTERRUPTED, GRACE);
  }

  /** Whether the end was requested. */
  public boolean isRequested() {
    return ending.getCount() == 0;
  }

  /** Requests the end. Thread-safe. */
  public void request() {
    ending.countDown();
  }

  /**
   * Waits until the end is requested. Interrupting the waiting thread requests it.
   *
   * @return whether it was requested; false after a timeout
   */
  public boolean await(Duration atMost) {
    try {
      return ending.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      request();
      return true;
    }
  }

  /** Waits until the end is requested, as {@link #await(Duration)}. */
  public void await() {
    try {
      ending.await();
    } catch (InterruptedException e) {
      request();
    }
  }

  private void onShutdown() {
    request();
    try {
      if (closed.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println("wavecast: did not end within " + grace.toSeconds() + " s: killed");
    Runtime.getRuntime().halt(1);
  }

  /**
   * Reports that everything is closed. After a signal the process ends here, so that an error
   * caused by the shutdown is not printed.
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
