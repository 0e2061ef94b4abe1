package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Time from when an observation is due until a consumer of committed records has its forecast. A
 * sender that is held up sends late, and the delay counts.
 *
 * @param millis of each observation, ms, sorted
 * @param cores processors that this process used meanwhile, broker, sender and consumer included
 */
public record Latency(double[] millis, double cores) {
  /** Before a measurement: the stream has just been started, and its code is not compiled. */
  public static final int WARM_UP_SECONDS = 20;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** None. */
  static Latency none() {
    return new Latency(new double[0], Double.NaN);
  }

  /**
   * Sends rounds of observations at a constant rate and waits for all their forecasts. The rounds
   * of the first {@value #WARM_UP_SECONDS} seconds do not count.
   *
   * @param topic of the forecasts
   * @param seconds to measure after the warm-up
   * @param perSecond observations per second
   */
  static Latency measure(
      String bootstrapServers,
      String topic,
      int partitions,
      SeriesLoad load,
      int series,
      int seconds,
      double perSecond)
      throws InterruptedException {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(all);
      consumer.seekToEnd(all);
      all.forEach(consumer::position);

      int first = load.round();
      int warmUp = (int) Math.ceil(WARM_UP_SECONDS * perSecond / series);
      int rounds = warmUp + (int) Math.ceil(seconds * perSecond / series);
      long[][] dueAt = new long[rounds][series];
      Thread sender =
          new Thread(
              () -> {
                long start = System.nanoTime();
                for (int r = 0; r < rounds; r++) {
                  long begin = start + (long) (r * (double) series / perSecond * 1e9);
                  load.sendPaced(perSecond, begin, dueAt[r]);
                }
              },
              "paced-load");
      sender.start();
      Latency latency = receive(consumer, first, warmUp, dueAt);
      sender.join();
      return latency;
    }
  }

  /** The latency that a share of the observations stays below, ms; NaN without a measurement. */
  public double percentile(double percent) {
    return millis.length == 0 ? Double.NaN : millis[(int) (millis.length * percent / 100)];
  }

  /**
   * Receives the forecasts of all rounds. Their keys and times are enough to know them.
   *
   * @param warmUp rounds that do not count
   */
  private static Latency receive(
      KafkaConsumer<byte[], byte[]> consumer, int first, int warmUp, long[][] dueAt) {
    int rounds = dueAt.length;
    int series = dueAt[0].length;
    double[] millis = new double[(rounds - warmUp) * series];
    int got = 0;
    int measured = 0;
    long cpu = 0;
    long begin = 0;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (got < rounds * series) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        long now = System.nanoTime();
        int round = SeriesLoad.round(record.timestamp()) - first;
        if (round < 0) {
          continue;
        }
        got++;
        deadline = now + PATIENCE_NANOS;
        if (round >= warmUp) {
          if (measured == 0) {
            cpu = Tally.cpuNanos();
            begin = now;
          }
          long due = dueAt[round][SeriesLoad.series(new String(record.key(), UTF_8))];
          millis[measured++] = (now - due) / NANOS_PER_MILLI;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %d of %d forecasts came within a minute".formatted(got, rounds * series));
      }
    }
    double cores = (Tally.cpuNanos() - cpu) / (double) (System.nanoTime() - begin);
    Arrays.sort(millis);
    return new Latency(millis, cores);
  }
}
