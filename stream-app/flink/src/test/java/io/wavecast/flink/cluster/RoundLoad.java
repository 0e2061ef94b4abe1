package io.wavecast.flink.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends rounds of one observation per series and one sketch per drawing, until it is stopped. Each
 * round is sent completely.
 */
final class RoundLoad implements AutoCloseable {
  private static final long MINUTE = 60_000;

  /** Drawings of a round. */
  static final int DRAWINGS = 20;

  private final String observations;
  private final String sketches;
  private final int series;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile int rounds;

  RoundLoad(JobTopics topics, int series, long pauseMs) {
    observations = topics.topics().observations();
    sketches = topics.sketches().sketches();
    this.series = series;
    String bootstrapServers = topics.broker().bootstrapServers();
    thread = new Thread(() -> run(bootstrapServers, pauseMs), "load");
    thread.start();
  }

  /** The value of a series in a round: an integer below a thousand, with no period. */
  static int value(int series, int round) {
    return Math.floorMod((series * 31 + round) * 0x9E3779B9 >>> 7, 1000);
  }

  /** The class that the sketches of a round show. */
  static int shown(int round) {
    return round % 7;
  }

  static String name(int series) {
    return "s" + series;
  }

  static int round(long timestamp) {
    return (int) (timestamp / MINUTE);
  }

  /** Ends after the current round; returns how many were sent. */
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
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "linger.ms", 5,
            "max.in.flight.requests.per.connection", 1);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      do {
        long time = rounds * MINUTE;
        for (int s = 0; s < series; s++) {
          Observation o = new Observation(name(s), time, value(s, rounds));
          send(producer, observations, name(s), time, ObservationCodec.write(o));
        }
        for (int d = 0; d < DRAWINGS; d++) {
          String sketch = "{\"strokes\":[[[%d],[0]]]}".formatted(shown(rounds));
          send(producer, sketches, "d" + d, time, sketch.getBytes(UTF_8));
        }
        rounds = rounds + 1;
      } while (!stop.await(pauseMs, TimeUnit.MILLISECONDS));
    } catch (InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String key, long time, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, null, time, key.getBytes(UTF_8), value),
        (sent, e) -> failure.compareAndSet(null, e));
  }
}
