package io.wavecast.flink.cluster;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads forecasts of the mean of the window as they are committed, and compares each with the
 * window that its observation must have completed.
 */
final class Verdict implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String bootstrapServers;
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Integer> next = new HashMap<>();
  long forecasts;
  long repeated;
  long skipped;
  long wrong;

  Verdict(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    consumer = consumer("read_committed");
  }

  /**
   * Reads what is committed by now, and then more forecasts.
   *
   * @return whether they arrived before the timeout
   */
  boolean readOn(long more) {
    Map<TopicPartition, Long> now = consumer.endOffsets(consumer.assignment());
    boolean came = takeUntil(() -> hasReached(now));
    long enough = forecasts + more;
    return came && takeUntil(() -> forecasts >= enough);
  }

  /** Reads at least the given number of forecasts, and until none came for two seconds. */
  void readAll(long expected) {
    takeUntil(() -> forecasts >= expected);
    long before;
    do {
      before = forecasts;
      take(Duration.ofSeconds(2));
    } while (before != forecasts);
  }

  /** Forecasts in the topic, those of aborted transactions too. */
  long withAborted() {
    try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
      Map<TopicPartition, Long> end = all.endOffsets(all.assignment());
      long n = 0;
      while (end.keySet().stream().anyMatch(p -> all.position(p) < end.get(p))) {
        n += all.poll(Duration.ofMillis(100)).count();
      }
      return n;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> made =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            bytes,
            bytes);
    List<TopicPartition> partitions =
        made.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    made.assign(partitions);
    made.seekToBeginning(partitions);
    return made;
  }

  private boolean hasReached(Map<TopicPartition, Long> offsets) {
    return offsets.keySet().stream().allMatch(p -> consumer.position(p) >= offsets.get(p));
  }

  private boolean takeUntil(BooleanSupplier done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < deadline) {
      take(Duration.ofMillis(100));
    }
    return done.getAsBoolean();
  }

  private void take(Duration patience) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      check(ForecastCodec.read(record.value()));
    }
  }

  /**
   * The first observation of a series has no forecast; those before a full window are warm-up
   * forecasts.
   */
  private void check(Forecast forecast) {
    int round = RoundLoad.round(forecast.origin());
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
        || (!warmup && !isMean(forecast, round))) {
      wrong++;
    }
  }

  /** Rounded by the width of the interval, as in every event. */
  private static boolean isMean(Forecast forecast, int round) {
    float width = forecast.yhatUpper()[0] - forecast.yhatLower()[0];
    return Math.abs(forecast.yhat()[0] - mean(forecast.series(), round)) <= 1e-4 * width;
  }

  private static float mean(String series, int round) {
    int s = Integer.parseInt(series.substring(1));
    float sum = 0;
    for (int i = 0; i < Forecaster.WINDOW; i++) {
      sum += RoundLoad.value(s, round - i);
    }
    return sum / Forecaster.WINDOW;
  }
}
