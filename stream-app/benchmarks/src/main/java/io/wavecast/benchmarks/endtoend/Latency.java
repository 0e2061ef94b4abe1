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
 * Time from sending an observation until a consumer of committed records has its forecast.
 *
 * @param p50Millis median, ms
 * @param p99Millis 99th percentile, ms
 */
record Latency(double p50Millis, double p99Millis) {
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
      long[][] sentAt = new long[rounds][series];
      Thread sender =
          new Thread(
              () -> {
                for (long[] round : sentAt) {
                  load.sendPaced(perSecond, round);
                }
              },
              "paced-load");
      sender.start();
      double[] millis = receive(consumer, first, sentAt, series * rounds);
      sender.join();
      Arrays.sort(millis);
      return new Latency(millis[millis.length / 2], millis[(int) (millis.length * 0.99)]);
    }
  }

  private static double[] receive(
      KafkaConsumer<byte[], byte[]> consumer, int first, long[][] sentAt, int n) {
    double[] millis = new double[n];
    int got = 0;
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (got < n) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        long now = System.nanoTime();
        Forecast forecast = ForecastCodec.read(record.value());
        int round = SeriesLoad.round(forecast.origin()) - first;
        if (round >= 0) {
          long sent = sentAt[round][SeriesLoad.series(forecast.series())];
          millis[got++] = (now - sent) / NANOS_PER_MILLI;
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
