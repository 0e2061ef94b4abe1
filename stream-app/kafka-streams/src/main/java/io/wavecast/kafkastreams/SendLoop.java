package io.wavecast.kafkastreams;

import java.util.concurrent.Semaphore;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends whenever somebody asked for it, until it is closed. Thread-safe. */
final class SendLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

  /** Least time between two requests, so that a burst is one. */
  private static final long PAUSE_MILLIS = 3;

  private final Semaphore wanted = new Semaphore(0);
  private final Runnable send;
  private volatile boolean closed;

  /**
   * @param send what was written; where it fails, the stream thread that wrote finds out by itself
   */
  SendLoop(Runnable send) {
    this.send = send;
  }

  /** Asks for what was written before to be sent, without waiting for it. */
  void want() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  void close() {
    closed = true;
    want();
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        wanted.acquire();
        wanted.drainPermits();
        if (!closed) {
          sendOnce();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException | InterruptException e) {
      // closed: closing sends the rest
    }
  }

  private void sendOnce() {
    try {
      send.run();
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("cannot send what was written yet", e);
    }
  }
}
