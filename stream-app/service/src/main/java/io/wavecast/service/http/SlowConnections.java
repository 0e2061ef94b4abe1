package io.wavecast.service.http;

import io.wavecast.onnx.support.DaemonThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections on which no request was answered for 15 to 30 s. An idle time-out does not end
 * one whose client sends headers, or reads an answer, a byte at a time. Thread-safe.
 */
final class SlowConnections implements Connection.Listener, AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(15);
  private static final long NEW = -1;

  /** Open connections, each with its number of answers at the last sweep. */
  private final Map<Connection, Long> answers = new ConcurrentHashMap<>();

  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("http-connections");

  SlowConnections() {
    long period = PERIOD.toMillis();
    var unused =
        scheduler.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection.getMessagesIn() >= 0) { // not the layer of TLS, which knows no requests
      answers.put(connection, NEW);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    answers.remove(connection);
  }

  /** Closes the connections without an answer since the last sweep. */
  void sweep() {
    for (Map.Entry<Connection, Long> open : answers.entrySet()) {
      long now = open.getKey().getMessagesOut();
      if (now == open.getValue()) {
        open.getKey().close();
      } else {
        answers.replace(open.getKey(), now);
      }
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
