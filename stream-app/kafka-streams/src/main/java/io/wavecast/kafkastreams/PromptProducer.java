package io.wavecast.kafkastreams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that lingers, unless it is told to send what it holds. It sends on a thread of its
 * own, so that the thread that writes does not wait for the broker.
 */
final class PromptProducer extends KafkaProducer<byte[], byte[]> {
  /** Least time between two of these requests, so that a burst is one. */
  private static final long PAUSE_MILLIS = 3;

  private final Semaphore wanted = new Semaphore(0);
  private final Promptness promptness = new Promptness(this::sendSoon, System.nanoTime());
  private volatile boolean closed;

  /**
   * @param config of the producer
   */
  PromptProducer(Map<String, Object> config) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    Thread thread = new Thread(this::sendWhenWanted, config.get("client.id") + "-prompt");
    thread.setDaemon(true);
    thread.start();
  }

  /** When the stream thread that writes is to send. */
  Promptness promptness() {
    return promptness;
  }

  /** Sends what was written before, without waiting for it. */
  private void sendSoon() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  private void sendWhenWanted() {
    try {
      while (!closed) {
        wanted.acquire();
        wanted.drainPermits();
        if (!closed) {
          flush();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException | InterruptException e) {
      // closed: closing sends the rest
    }
  }

  @Override
  public void close(Duration timeout) {
    closed = true;
    sendSoon();
    super.close(timeout);
  }
}
