package io.wavecast.service.runtime;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.topics.NoAnswerException;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.service.delivery.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a cluster that does not answer yet, or whose address is not known yet: attempts are
 * repeated with exponential back-off. What the cluster refuses is not repeated. {@link #problem} is
 * thread-safe.
 */
public final class ClusterWait {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MAX = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(ClusterWait.class);

  private final Optional<ShutdownSignal> shutdown;
  private volatile Optional<String> problem = Optional.empty();

  private ClusterWait(Optional<ShutdownSignal> shutdown) {
    this.shutdown = shutdown;
  }

  /** Waits until the cluster answers or the shutdown is requested. */
  public static ClusterWait until(ShutdownSignal shutdown) {
    return new ClusterWait(Optional.of(shutdown));
  }

  /** Tries once. */
  public static ClusterWait none() {
    return new ClusterWait(Optional.empty());
  }

  /**
   * Repeats an attempt while the cluster does not answer.
   *
   * @return its result
   * @throws NoAnswerException if the cluster does not answer the only attempt
   * @throws FailureException if the shutdown is requested first
   */
  <T> T until(Supplier<T> attempt) {
    return shutdown.isEmpty() ? attempt.get() : until(attempt, shutdown.get());
  }

  private <T> T until(Supplier<T> attempt, ShutdownSignal stop) {
    Backoff backoff = new Backoff(FIRST, MAX);
    while (true) {
      try {
        T result = unlessStopped(attempt, stop);
        problem = Optional.empty();
        return result;
      } catch (NoAnswerException e) {
        report(Throwables.oneLine(e));
        if (stop.await(backoff.next())) {
          throw e;
        }
      }
    }
  }

  private void report(String reason) {
    if (problem.isEmpty()) {
      LOG.warn("waiting for the cluster: {}", reason);
    }
    problem = Optional.of(reason);
  }

  /** An attempt takes seconds, a shutdown does not wait for it. */
  private static <T> T unlessStopped(Supplier<T> attempt, ShutdownSignal stop) {
    ScheduledExecutorService thread = DaemonThreads.scheduler("cluster-wait");
    try {
      Future<T> result = thread.submit(attempt::get);
      while (!stop.isRequested()) {
        try {
          return result.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          LOG.trace("no answer yet", e);
        }
      }
      throw new FailureException("stopped before the cluster answered");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      stop.request();
      throw new FailureException("stopped before the cluster answered", e);
    } finally {
      thread.shutdownNow();
    }
  }

  /** Why it waits; empty when it does not. */
  Optional<String> problem() {
    return problem;
  }
}
