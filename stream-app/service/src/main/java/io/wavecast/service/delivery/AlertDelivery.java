package io.wavecast.service.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final Delivery delivery;
  private final Supplier<Backoff> backoffs;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable DeliverySession session;

  /**
   * @param consumers creates consumers that read committed records and do not commit by themselves
   * @param backoffs creates the delays after failures
   */
  AlertDelivery(
      Supplier<Consumer<byte[], byte[]>> consumers, Delivery delivery, Supplier<Backoff> backoffs) {
    this.consumers = consumers;
    this.delivery = delivery;
    this.backoffs = backoffs;
    for (String outcome : List.of("ok", "refused", "failed")) {
      delivery.count(0, outcome);
    }
  }

  /** The sink's name. */
  String name() {
    return delivery.sink().name();
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
        DeliverySession started = new DeliverySession(consumer, delivery, backoffs.get());
        session = started;
        started.subscribe();
        while (closing.getCount() > 0) {
          started.step();
          backoff.reset();
        }
      } catch (WakeupException e) {
        LOG.debug("delivery to {} has ended", name());
      } catch (RuntimeException e) {
        delivery.count(1, "failed");
        Duration wait = backoff.next();
        LOG.warn(
            "alerts for {} cannot be read, retrying in {} s: {}",
            name(),
            wait.toSeconds(),
            e.toString());
        await(wait);
      }
    }
  }

  private void await(Duration wait) {
    try {
      if (closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("delivery to {} has ended", name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}
