package io.wavecast.service.http;

import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.service.console.ConsoleApi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections of a port whose request, or first request, a handshake before it included, is
 * not answered within 15 to 30 s, and the oldest one whenever there are more than {@value #KEPT}.
 * An idle time-out does not end one whose client sends headers or a handshake, or reads an answer,
 * a byte at a time; and a port whose connections are all taken would shut out the probes of its
 * health. Thread-safe.
 */
final class SlowConnections implements Connection.Listener, AutoCloseable {
  /** Connections of a port that stay open. */
  static final int KEPT = 100;

  private static final Duration PERIOD = Duration.ofSeconds(15);
  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final Queue<Connection> oldestFirst = new ConcurrentLinkedQueue<>();

  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("http-connections");

  SlowConnections() {
    long period = PERIOD.toMillis();
    var unused =
        scheduler.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection.getMessagesIn() >= 0) { // not the layer of TLS, which knows no requests
      watch(connection);
    }
  }

  /** Closes a connection that is slow, or the oldest of too many, from now on. */
  void watch(Connection connection) {
    open.put(connection, new Progress(0, -1, false));
    oldestFirst.add(connection);
    while (oldestFirst.size() > KEPT) {
      Optional.ofNullable(oldestFirst.poll()).ifPresent(Connection::close);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
    oldestFirst.remove(connection);
  }

  /**
   * Leaves a connection open, however long its answer takes: an answer that tells of changes. There
   * are at most {@link ConsoleApi#MAX_STREAMS} of them beside the others. {@link #watch} ends this.
   */
  void keep(Connection connection) {
    onClosed(connection);
  }

  /** Closes the connections whose request was already pending at the last sweep. */
  void sweep() {
    open.keySet().stream()
        .filter(connection -> !connection.getEndPoint().isOpen()) // it closed before it was watched
        .forEach(this::onClosed);
    open.replaceAll((connection, before) -> sweep(connection, before));
  }

  private static Progress sweep(Connection connection, Progress before) {
    long answers = connection.getMessagesOut();
    long bytes = connection.getBytesIn() + connection.getBytesOut();
    if (answers != before.answers) {
      return new Progress(answers, bytes, false);
    }
    if (before.pending) {
      connection.close();
    }
    return new Progress(answers, before.bytes, bytes != before.bytes);
  }

  /**
   * What a sweep saw.
   *
   * @param bytes number of bytes in and out when the last answer was seen; -1: none yet
   * @param pending whether bytes have followed that answer: a request under way
   */
  private record Progress(long answers, long bytes, boolean pending) {}

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
