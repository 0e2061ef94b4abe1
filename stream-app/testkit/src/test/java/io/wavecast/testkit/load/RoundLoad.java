package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends rounds of records until it is stopped. Each round is sent completely. After {@value
 * #DENSE_ROUNDS} rounds the pauses between them are ten times as long: on a busy machine, where
 * processes take long to start, the records must not become more than the machine can work off.
 */
public final class RoundLoad implements AutoCloseable {
  private static final long START = 1_700_000_000_000L;
  private static final long STEP_MS = 1000;

  /** How many rounds come at the full pace. */
  private static final int DENSE_ROUNDS = 600;

  /** A cluster may be away for this long. */
  private static final int OUTAGE_MS = 600_000;

  private final Round records;
  private final Duration every;
  private final boolean catchesUp;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private final Semaphore turn = new Semaphore(1); // held while a round is sent, or while paused
  private final AtomicInteger rounds = new AtomicInteger();

  /** The records of a round. */
  @FunctionalInterface
  public interface Round {
    /** Sends them; the first round is 0. */
    void send(int round, Sender sender);

    /** These records, then those of another load. */
    default Round and(Round more) {
      return (round, sender) -> {
        send(round, sender);
        more.send(round, sender);
      };
    }
  }

  /** Sends a record. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Sends a record.
     *
     * @param time of the record, ms since the epoch; null for now
     */
    void send(String topic, @Nullable Long time, String key, byte[] value);
  }

  /**
   * Starts it.
   *
   * @param pause between two rounds
   */
  public RoundLoad(String bootstrapServers, Duration pause, Round records) {
    this(bootstrapServers, pause, false, records);
  }

  private RoundLoad(String bootstrapServers, Duration every, boolean catchesUp, Round records) {
    this.records = records;
    this.every = every;
    this.catchesUp = catchesUp;
    thread = new Thread(() -> run(bootstrapServers), "load");
    thread.start();
  }

  /**
   * Starts one that sends a round at each period; rounds of an outage follow it at once.
   *
   * @param period from one round to the next
   */
  public static RoundLoad atRate(String bootstrapServers, Duration period, Round records) {
    return new RoundLoad(bootstrapServers, period, true, records);
  }

  /** One observation per series and round, as {@link ForecastVerdict} expects them. */
  public static Round observations(String topic, int series) {
    return (round, sender) -> {
      for (int s = 0; s < series; s++) {
        Observation o = new Observation("s" + s, time(round), value(s, round));
        sender.send(topic, null, o.series(), ObservationCodec.write(o));
      }
    };
  }

  /** The same, but each series is a wave that fails for some seconds now and then: it alerts. */
  public static Round waves(String topic, int series) {
    return (round, sender) -> {
      for (int s = 0; s < series; s++) {
        double fault = (round + 7 * s) % 150 > 135 ? 400 : 0;
        double value = Math.rint(100 * Math.sin(round / 9.0 + s) + fault);
        Observation o = new Observation("s" + s, time(round), value);
        sender.send(topic, null, o.series(), ObservationCodec.write(o));
      }
    };
  }

  /** The value of a series in a round: an integer below a thousand, with no period. */
  static int value(int series, int round) {
    return Math.floorMod(((series * 31 + round) * 0x9E3779B9) >>> 7, 1000);
  }

  /** The time of the observations of a round, ms since the epoch. */
  public static long time(int round) {
    return START + round * STEP_MS;
  }

  /** The round that an observation was sent in. */
  static int round(long timestamp) {
    return (int) ((timestamp - START) / STEP_MS);
  }

  /** Sends nothing more until {@link #resume}; returns how many rounds were sent. */
  public int pause() throws InterruptedException {
    turn.acquire();
    return rounds.get();
  }

  /** Goes on after a pause. */
  public void resume() {
    turn.release();
  }

  /**
   * Ends after the current round; returns how many were sent.
   *
   * @throws IllegalStateException if a record could not be sent
   */
  public int stop() throws InterruptedException {
    stop.countDown();
    thread.join();
    if (failure.get() != null) {
      throw new IllegalStateException("load could not be sent", failure.get());
    }
    return rounds.get();
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
  }

  private void run(String bootstrapServers) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "linger.ms",
            5,
            "compression.type",
            "lz4",
            "max.in.flight.requests.per.connection",
            1,
            "delivery.timeout.ms",
            OUTAGE_MS,
            "max.block.ms",
            OUTAGE_MS,
            "metadata.max.age.ms",
            1000);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      Sender sender =
          (topic, time, key, value) -> {
            var unused =
                producer.send(
                    new ProducerRecord<>(topic, null, time, key.getBytes(UTF_8), value),
                    (sent, e) -> failure.compareAndSet(null, e));
          };
      long begin = System.nanoTime();
      do {
        turn.acquire();
        records.send(rounds.get(), sender);
        producer.flush();
        rounds.incrementAndGet();
        turn.release();
      } while (!stop.await(pause(begin), TimeUnit.NANOSECONDS));
    } catch (InterruptedException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private long pause(long begin) {
    if (catchesUp) {
      return begin + rounds.get() * every.toNanos() - System.nanoTime();
    }
    return rounds.get() < DENSE_ROUNDS ? every.toNanos() : 10 * every.toNanos();
  }
}
