package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends rounds of one observation per series: noisy waves, one second apart. */
public final class SeriesLoad implements AutoCloseable {
  private static final long START = 1_700_000_000_000L;
  private static final long STEP_MS = 1000;
  private static final double NANOS = 1e9;

  /**
   * What is due within so long is sent at once, since to wait for each would use much of a core.
   */
  private static final long BURST_NANOS = 1_000_000;

  private final String topic;
  private final byte[][] keys;
  private final KafkaProducer<byte[], byte[]> producer;
  private int round;

  public SeriesLoad(String bootstrapServers, String topic, int series) {
    this.topic = topic;
    keys = new byte[series][];
    for (int s = 0; s < series; s++) {
      keys[s] = name(s).getBytes(UTF_8);
    }
    producer = Bench.producer(bootstrapServers);
  }

  static String name(int series) {
    return "series-%06d".formatted(series);
  }

  static int series(String name) {
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  static int round(long origin) {
    return (int) ((origin - START) / STEP_MS);
  }

  /** The index of the next round. */
  int round() {
    return round;
  }

  /** Sends rounds without a limit; returns when the broker has acknowledged them. */
  public void send(int rounds) {
    for (int end = round + rounds; round < end; round++) {
      for (int s = 0; s < keys.length; s++) {
        sendOne(s);
      }
    }
    producer.flush();
  }

  /**
   * Sends one round at a constant rate, none before it is due.
   *
   * @param perSecond observations per second
   * @param start when the first is due, by {@link System#nanoTime}
   * @param dueAt receives when each is due, ns, by series
   */
  void sendPaced(double perSecond, long start, long[] dueAt) {
    for (int s = 0; s < keys.length; s++) {
      long due = start + (long) (s * NANOS / perSecond);
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(Math.max(early, BURST_NANOS));
      }
      dueAt[s] = due;
      sendOne(s);
    }
    round++;
  }

  private void sendOne(int s) {
    double t = round * 0.37 + s;
    double noise = (Math.floorMod((s * 31L + round * 17L) * 2_654_435_761L, 1000) - 500) / 10_000.0;
    double value = 0.5 * Math.sin(t) + 0.2 * Math.sin(2.7 * t) + noise;
    Observation o =
        new Observation("s", START + round * STEP_MS, Math.rint(value * 10_000) / 10_000);
    var unused = producer.send(new ProducerRecord<>(topic, keys[s], ObservationCodec.write(o)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
