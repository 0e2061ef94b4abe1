package io.wavecast.benchmarks.endtoend;

import io.wavecast.benchmarks.endtoend.Counters.Moment;
import io.wavecast.benchmarks.endtoend.CpuByPart.Part;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A stream over a number of series. Between two measurements it is closed, observations are laid in
 * store, and it goes on from its state with another model.
 */
final class StreamBench implements AutoCloseable {
  private static final double LEVEL = 0.9;

  /** The share of a run that is left out at its beginning. */
  private static final int WARMUP_SHARE = 10;

  private final String servers;
  private final int series;
  private final Options options;
  private final Topics topics;
  private final Path stateDir;
  private final SeriesLoad load;

  /** How a stream is set up. */
  record Options(
      int partitions,
      int threads,
      int maxBatch,
      Duration linger,
      boolean cache,
      Profile profile,
      Map<String, String> kafka) {}

  /**
   * What was measured of a model.
   *
   * @param perSecond observations a second, from the topic to their forecasts
   * @param cpuMicros CPU time of this whole process for an observation, us: broker, stream, model
   * @param batch mean number of windows in a run of the model
   * @param changelog bytes that went to the changelog topic for an observation, compressed
   * @param parts the CPU time by what used it, us
   */
  record Throughput(
      double perSecond,
      double cpuMicros,
      double batch,
      double changelog,
      Map<Part, Double> parts) {}

  StreamBench(String servers, int series, Options options, Path stateDir) {
    this.servers = servers;
    this.series = series;
    this.options = options;
    this.topics = Topics.withPrefix("bench-" + series + ".");
    this.stateDir = stateDir;
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(
              topics, options.partitions(), (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    this.load = new SeriesLoad(servers, topics.observations(), series);
  }

  /** Lays rounds of observations in store, then measures how fast a model forecasts them. */
  Throughput throughput(Forecaster model, int rounds) {
    int silent = load.round() == 0 ? 1 : 0;
    load.send(rounds);
    Counters counters = new Counters();
    long expected = (long) series * (rounds - silent);
    try (StreamsRuntime stream = stream(model, counters)) {
      stream.start();
      Moment begin = counters.await(expected / WARMUP_SHARE, () -> requireLive(stream));
      double changelogBefore = changelogBytes(stream);
      Moment end = counters.await(expected, () -> requireLive(stream));
      double changelog = changelogBytes(stream) - changelogBefore;
      long n = end.forecasts() - begin.forecasts();
      return new Throughput(
          n * 1e9 / (end.nanos() - begin.nanos()),
          (end.cpuNanos() - begin.cpuNanos()) / 1e3 / n,
          n / (double) Math.max(1, end.batches() - begin.batches()),
          changelog / n,
          end.parts().since(begin.parts(), n));
    }
  }

  /** Sends rounds evenly while a model forecasts them. */
  Latency latency(Forecaster model, int rounds, double perSecond) throws InterruptedException {
    try (StreamsRuntime stream = stream(model, new Counters())) {
      stream.start();
      stream.ready().join();
      return Latency.measure(
          servers, topics.forecasts(), options.partitions(), load, series, rounds, perSecond);
    }
  }

  @Override
  public void close() {
    load.close();
  }

  private StreamsRuntime stream(Forecaster model, Counters counters) {
    StreamSettings usual = StreamSettings.of(topics);
    StreamSettings settings =
        new StreamSettings(
            topics,
            usual.format(),
            usual.latePolicy(),
            options.maxBatch(),
            options.linger(),
            usual.maxRecordBytes());
    Map<String, String> kafka = new TreeMap<>(options.kafka());
    kafka.put("bootstrap.servers", servers);
    kafka.put("num.stream.threads", Integer.toString(options.threads()));
    kafka.put("consumer.group.instance.id", "bench");
    return new StreamsRuntime(
        PipelineTopology.build(
            new ForecastSpec(
                settings,
                WindowSettings.DEFAULT,
                new DeviationSettings(options.profile()),
                AlertSettings.DEFAULT,
                LEVEL),
            options.cache(),
            Forecasters.of(model),
            counters,
            System::nanoTime),
        StreamsRuntime.properties(
            "bench-" + series, stateDir, settings.linger(), settings.maxRecordBytes(), kafka),
        Instant::now);
  }

  /** Bytes that its producers have sent to the changelog topic so far. */
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

  private static void requireLive(StreamsRuntime stream) {
    if (!stream.isLive()) {
      throw new IllegalStateException("stream ended", stream.stopped().join().orElse(null));
    }
  }
}
