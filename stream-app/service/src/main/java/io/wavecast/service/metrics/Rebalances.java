package io.wavecast.service.metrics;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * Measures how often and how long a stream does not run because partitions are being assigned and
 * their states restored. Kafka's own meters are per consumer, start at 0 with a replaced thread,
 * and do not see the restore. Thread-safe.
 */
public final class Rebalances implements KafkaStreams.StateListener, AutoCloseable {
  private final Metrics metrics;
  private final String pipeline;
  private final LongSupplier millis;
  private final Metrics.Registration gauge;
  private long since;
  private volatile long last;

  /**
   * @param pipeline the label
   * @param millis now, ms since the epoch
   */
  public Rebalances(Metrics metrics, String pipeline, LongSupplier millis) {
    this.metrics = metrics;
    this.pipeline = pipeline;
    this.millis = millis;
    this.gauge = metrics.gauge(Metric.LAST_REBALANCE, () -> last / 1e3, pipeline);
  }

  /** Kafka Streams reports its changes one by one. */
  @Override
  public synchronized void onChange(State now, State before) {
    if (now == State.REBALANCING && before != State.REBALANCING) {
      since = millis.getAsLong();
      last = since;
    } else if (now == State.RUNNING && before == State.REBALANCING) {
      long duration = Math.max(0, millis.getAsLong() - since);
      metrics.record(Metric.REBALANCE, duration / 1e3, pipeline);
    }
  }

  @Override
  public void close() {
    gauge.close();
  }
}
