package io.wavecast.service.delivery;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers alerts to one sink until it is closed; restarts its session after any error. */
final class AlertDelivery implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final AlertSink sink;
  private final Metrics metrics;
  private final Duration resend;
  private final Supplier<Backoff> backoffs;
  private final LongSupplier nanoClock;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable DeliverySession session;

  /**
   * @param consumers creates consumers that read committed records and do not commit by themselves
   * @param topic the alerts topic
   * @param resend interval of {@link AlertSink#refresh}
   * @param backoffs creates the delays after failures
   * @param nanoClock ns
   */
  AlertDelivery(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      AlertSink sink,
      Metrics metrics,
      Duration resend,
      Supplier<Backoff> backoffs,
      LongSupplier nanoClock) {
    this.consumers = consumers;
    this.topic = topic;
    this.sink = sink;
    this.metrics = metrics;
    this.resend = resend;
    this.backoffs = backoffs;
    this.nanoClock = nanoClock;
    for (String outcome : List.of("ok", "refused", "failed")) {
      metrics.count(Metric.ALERTS_DELIVERED, 0, sink.name(), outcome);
    }
  }

  /** The sink's name. */
  String name() {
    return sink.name();
  }

  /** The number of undelivered records. Thread-safe. */
  long pending() {
    DeliverySession now = session;
    return now == null ? 0 : now.pending();
  }

  /** Makes {@link #run} return soon. Thread-safe. */
  void close() {
    closing.countDown();
    DeliverySession now = session;
    if (now != null) {
      now.wakeup();
    }
  }

  @Override
  public void run() {
    Backoff backoff = backoffs.get();
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        DeliverySession started =
            new DeliverySession(consumer, sink, metrics, resend, backoffs.get(), nanoClock);
        session = started;
        started.subscribe(topic);
        while (closing.getCount() > 0) {
          started.step();
          backoff.reset();
        }
      } catch (WakeupException e) {
        LOG.debug("delivery to {} has ended", sink.name());
      } catch (RuntimeException e) {
        metrics.count(Metric.ALERTS_DELIVERED, 1, sink.name(), "failed");
        Duration wait = backoff.next();
        LOG.warn(
            "alerts for {} cannot be read, retrying in {} s: {}",
            sink.name(),
            wait.toSeconds(),
            e.toString());
        await(wait);
      }
    }
  }

  private void await(Duration wait) {
    try {
      if (closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("delivery to {} has ended", sink.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}
