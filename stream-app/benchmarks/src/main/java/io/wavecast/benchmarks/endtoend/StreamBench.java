package io.wavecast.benchmarks.endtoend;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stream over a number of series. Between two measurements it is closed, observations are written
 * to its topic, and it resumes from its state with another model.
 */
final class StreamBench implements AutoCloseable {
  private final Settings settings;
  private final int series;
  private final boolean cache;
  private final Map<String, String> kafka;
  private final Path stateDir;
  private final SeriesLoad load;

  /**
   * @param settings of the service, see {@link Bench#prepare}
   * @param cache whether states go through the record cache
   * @param kafka properties of Kafka Streams and its clients
   */
  StreamBench(
      String servers,
      Settings settings,
      int series,
      boolean cache,
      Map<String, String> kafka,
      Path stateDir) {
    this.settings = settings;
    this.series = series;
    this.cache = cache;
    this.kafka = new TreeMap<>(kafka);
    this.kafka.put("consumer.group.instance.id", "bench");
    this.stateDir = stateDir;
    this.load = new SeriesLoad(servers, topics().observations(), series);
  }

  private Topics topics() {
    return PipelineSettings.topics(settings);
  }

  /** Writes rounds of observations, then measures how fast a model forecasts them. */
  Throughput throughput(Forecaster model, int rounds) {
    int withoutForecast = load.round() == 0 ? 1 : 0;
    load.send(rounds);
    Counters counters = new Counters();
    try (StreamsRuntime stream = stream(model, counters)) {
      return Throughput.measure(
          stream, counters.tally(), (long) series * (rounds - withoutForecast));
    }
  }

  /** Sends rounds evenly while a model forecasts them. */
  Latency latency(Forecaster model, int rounds, double perSecond) throws InterruptedException {
    try (StreamsRuntime stream = stream(model, new Counters())) {
      stream.start();
      stream.ready().join();
      return Latency.measure(
          settings.get(KafkaKeys.BOOTSTRAP_SERVERS),
          topics().forecasts(),
          settings.get(TopicKeys.PARTITIONS),
          load,
          series,
          rounds,
          perSecond);
    }
  }

  private StreamsRuntime stream(Forecaster model, Counters counters) {
    return Bench.stream(
        settings,
        PipelineSettings.forecasts(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES),
        cache,
        Forecasters.of(model),
        counters,
        stateDir,
        settings.get(EngineKeys.BATCH_LINGER),
        kafka);
  }

  @Override
  public void close() {
    load.close();
  }
}
