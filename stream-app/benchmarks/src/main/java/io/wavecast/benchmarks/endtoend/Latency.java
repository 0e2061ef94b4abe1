package io.wavecast.benchmarks.endtoend;

import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
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
 */
record Latency(double[] millis) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /**
   * Sends rounds of observations at a constant rate and waits for all their forecasts.
   *
   * @param topic of the forecasts
   * @param perSecond observations per second
   */
  static Latency measure(
      String bootstrapServers,
      String topic,
      int partitions,
      SeriesLoad load,
      int series,
      int rounds,
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
      double[] millis = receive(consumer, first, dueAt, series * rounds);
      sender.join();
      Arrays.sort(millis);
      return new Latency(millis);
    }
  }

  /** The latency that a share of the observations stays below, ms; NaN without a measurement. */
  double percentile(double percent) {
    return millis.length == 0 ? Double.NaN : millis[(int) (millis.length * percent / 100)];
  }

  private static double[] receive(
      KafkaConsumer<byte[], byte[]> consumer, int first, long[][] dueAt, int n) {
    double[] millis = new double[n];
    int got = 0;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (got < n) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        long now = System.nanoTime();
        Forecast forecast = ForecastCodec.read(record.value());
        int round = SeriesLoad.round(forecast.origin()) - first;
        if (round >= 0) {
          long due = dueAt[round][SeriesLoad.series(forecast.series())];
          millis[got++] = (now - due) / NANOS_PER_MILLI;
          deadline = now + PATIENCE_NANOS;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "only %d of %d forecasts came within a minute".formatted(got, n));
      }
    }
    return millis;
  }
}
