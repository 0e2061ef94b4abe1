package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the forecasts of a {@link SeriesLoad}. It requires those of each series to be of one round
 * after the other, from the second on, and measures the time from when an observation is due. Its
 * memory does not grow. Thread-safe.
 */
final class SoakCounter {
  private static final double NANOS = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Longer latencies count as this one, ms. */
  private static final int LONGEST = 60_000;

  private final long begin;
  private final double perSecond;
  private final int[] next;
  private final int[] byMillis = new int[LONGEST + 1];
  private long forecasts;
  private long skipped;
  private long repeated;

  /**
   * Latencies since the last look.
   *
   * @param median in ms
   * @param p99 in ms
   */
  record Latencies(int median, int p99) {}

  /**
   * Has seen none.
   *
   * @param begin when the first observation is due, by {@link System#nanoTime}
   * @param perSecond observations per second
   */
  SoakCounter(int series, long begin, double perSecond) {
    this.begin = begin;
    this.perSecond = perSecond;
    next = new int[series];
    Arrays.fill(next, 1);
  }

  /**
   * Counts forecasts.
   *
   * @param now by {@link System#nanoTime}
   */
  synchronized void see(Iterable<ConsumerRecord<byte[], byte[]>> records, long now) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int series = SeriesLoad.series(new String(record.key(), UTF_8));
      int round = SeriesLoad.round(record.timestamp());
      forecasts++;
      if (round < next[series]) {
        repeated++;
      } else {
        skipped += round - next[series];
        next[series] = round + 1;
      }
      long due = begin + (long) (((long) round * next.length + series) * NANOS / perSecond);
      byMillis[(int) Math.max(0, Math.min(LONGEST, (now - due) / NANOS_PER_MILLI))]++;
    }
  }

  /** How many forecasts there are by now. */
  synchronized long forecasts() {
    return forecasts;
  }

  /** The latencies since the last call. */
  synchronized Latencies takeLatencies() {
    Latencies latencies = new Latencies(percentile(50), percentile(99));
    Arrays.fill(byMillis, 0);
    return latencies;
  }

  private int percentile(int percent) {
    long all = Arrays.stream(byMillis).asLongStream().sum();
    long seen = 0;
    int millis = 0;
    while (millis < LONGEST && seen + byMillis[millis] <= all * percent / 100) {
      seen += byMillis[millis++];
    }
    return millis;
  }

  /** What is wrong with the forecasts so far; empty if nothing is. */
  synchronized String failure() {
    return skipped + repeated == 0
        ? ""
        : "%,d forecasts are lost and %,d are doubled or out of order".formatted(skipped, repeated);
  }
}
