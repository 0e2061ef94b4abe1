package io.wavecast.service.resilience;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends rounds of one observation per series until it is stopped; the last round is completed. */
final class Load implements AutoCloseable {
  static final long STEP_MS = 1000;
  static final long START = 1_700_000_000_000L;

  private final int series;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile int rounds;

  /**
   * @param series how many
   * @param pauseMs between two rounds
   */
  Load(String bootstrapServers, int series, long pauseMs) {
    this.series = series;
    thread = new Thread(() -> run(bootstrapServers, pauseMs), "load");
    thread.start();
  }

  /** The value of a series in a round: an integer below a thousand. */
  static int value(int series, int round) {
    return (series * 31 + round * 7 + round * round % 13) % 1000;
  }

  /** Ends after the current round and returns the number of rounds sent. */
  int stop() throws InterruptedException {
    stop.countDown();
    thread.join();
    if (failure.get() != null) {
      throw new IllegalStateException("load could not be sent", failure.get());
    }
    return rounds;
  }

  @Override
  public void close() {
    stop.countDown();
  }

  private void run(String bootstrapServers, long pauseMs) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "linger.ms",
            5,
            "compression.type",
            "lz4",
            "max.in.flight.requests.per.connection",
            1);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      do {
        for (int s = 0; s < series; s++) {
          Observation o = new Observation("s" + s, START + rounds * STEP_MS, value(s, rounds));
          producer.send(
              new ProducerRecord<>(
                  StreamProcess.TOPICS.observations(),
                  o.series().getBytes(StandardCharsets.UTF_8),
                  ObservationCodec.write(o)),
              (sent, e) -> failure.compareAndSet(null, e));
        }
        rounds = rounds + 1;
      } while (!stop.await(pauseMs, TimeUnit.MILLISECONDS));
    } catch (InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }
}
