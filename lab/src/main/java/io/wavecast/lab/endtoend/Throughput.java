package io.wavecast.lab.endtoend;

import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.lab.endtoend.Tally.Moment;

/**
 * The throughput of a stream, from topic to topic.
 *
 * @param perSecond results per second
 * @param cpuMicros CPU time of this process per result, us: broker, stream, model
 * @param batch mean number of results per run of the model
 * @param changelog compressed bytes sent to the changelog topic per result
 */
public record Throughput(double perSecond, double cpuMicros, double batch, double changelog) {
  /** The first tenth of a run is excluded. */
  private static final int WARMUP_SHARE = 10;

  /**
   * Starts a stream and measures until it has produced a number of results.
   *
   * @param tally counts the results of the stream
   */
  static Throughput measure(StreamsRuntime stream, Tally tally, long expected) {
    stream.start();
    Moment begin = tally.await(expected / WARMUP_SHARE, () -> Bench.requireLive(stream));
    double changelogBefore = changelogBytes(stream);
    Moment end = tally.await(expected, () -> Bench.requireLive(stream));
    double changelog = changelogBytes(stream) - changelogBefore;
    long n = end.results() - begin.results();
    return new Throughput(
        n * 1e9 / (end.nanos() - begin.nanos()),
        (end.cpuNanos() - begin.cpuNanos()) / 1e3 / n,
        n / (double) Math.max(1, end.runs() - begin.runs()),
        changelog / n);
  }

  private static double changelogBytes(StreamsRuntime stream) {
    return stream.streams().metrics().values().stream()
        .filter(
            metric ->
                metric.metricName().group().equals("producer-topic-metrics")
                    && metric.metricName().name().equals("byte-total")
                    && String.valueOf(metric.metricName().tags().get("topic"))
                        .endsWith("-changelog"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }
}
