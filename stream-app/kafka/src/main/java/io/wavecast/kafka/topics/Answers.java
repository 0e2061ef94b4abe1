package io.wavecast.kafka.topics;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.Unreachable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits for the answers of a cluster, and turns what went wrong into one line.
 *
 * @param client properties of the admin client that asks
 * @param timeout of each request
 */
record Answers(Map<String, ?> client, Duration timeout) {
  /** Pause between two requests for a topic that a broker does not know yet. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * An answer; empty for an error that is tolerated.
   *
   * @throws NoAnswerException if the cluster does not answer
   * @throws FailureException for any other error
   */
  <T> Optional<T> get(KafkaFuture<T> future, Predicate<Throwable> tolerated) {
    try {
      return Optional.of(future.get());
    } catch (ExecutionException e) {
      if (tolerated.test(e.getCause())) {
        return Optional.empty();
      }
      throw failure(e);
    } catch (InterruptedException e) {
      throw failure(e);
    }
  }

  /** Asks again while a topic is unknown: brokers learn of a new one with a delay. */
  <T> T retryWhileUnknown(Supplier<KafkaFuture<T>> request) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < timeout.toNanos()) {
      Optional<T> answer = get(request.get(), UnknownTopicOrPartitionException.class::isInstance);
      if (answer.isPresent()) {
        return answer.get();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return get(request.get(), error -> false).orElseThrow();
  }

  /** What an error means; keeps the interruption of the thread. */
  RuntimeException failure(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Optional<String> noAddress = Unreachable.noAddress(client, e);
    if (noAddress.isPresent()) {
      return new NoAnswerException(noAddress.get(), e);
    }
    Throwable cause = Throwables.root(e);
    String line =
        cause instanceof TimeoutException
            ? Unreachable.noAnswer(client, timeout)
            : "topics at %s: %s"
                .formatted(
                    client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                    Throwables.oneLine(cause));
    return cause instanceof RetriableException
            && !(cause instanceof UnknownTopicOrPartitionException)
        ? new NoAnswerException(line, e)
        : new FailureException(line, e);
  }

  /** Shows no property, since some are secret. */
  @Override
  public String toString() {
    return "answers within " + timeout;
  }
}
