package io.wavecast.service.resilience;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.json.ForecastCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all committed forecasts and compares each with the window that its observation must have
 * completed. Rounds 1 to 48 are warm-up forecasts, from round 49 on windows are whole.
 */
final class Verdict implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<String, Integer> next = new HashMap<>();
  long forecasts;
  long repeated;
  long skipped;
  long wrong;

  Verdict(String bootstrapServers, int partitions) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            bytes,
            bytes);
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(StreamProcess.TOPICS.forecasts(), p))
            .toList();
    consumer.assign(this.partitions);
    consumer.seekToBeginning(this.partitions);
  }

  /** Reads on until it has seen so many forecasts and the topic ends, or patience does. */
  void read(long expected, BooleanSupplier patience) {
    while (patience.getAsBoolean() && (forecasts < expected || !atEnd())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        check(ForecastCodec.read(record.value()), record.timestamp());
      }
    }
  }

  /** Records in the topic, aborted ones and marks of transactions included. */
  long offsets() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private boolean atEnd() {
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(p -> consumer.position(p) >= end.get(p));
  }

  private void check(Forecast forecast, long recordTime) {
    int series = Integer.parseInt(forecast.series().substring(1));
    int round = (int) ((forecast.origin() - Load.START) / Load.STEP_MS);
    int expected = next.getOrDefault(forecast.series(), 1);
    forecasts++;
    if (round < expected) {
      repeated++;
      return;
    }
    skipped += round - expected;
    next.put(forecast.series(), round + 1);
    boolean warmup = round < Forecaster.WINDOW - 1;
    if (forecast.warmup() != warmup
        || forecast.imputed()
        || recordTime != forecast.origin()
        || (!warmup && !Arrays.equals(forecast.yhat(), expected(series, round)))) {
      wrong++;
    }
  }

  private static float[] expected(int series, int round) {
    float[] window = new float[Forecaster.WINDOW];
    for (int i = 0; i < window.length; i++) {
      window[i] = Load.value(series, round - window.length + 1 + i);
    }
    return WindowSums.of(window);
  }
}
