package io.wavecast.lab.endtoend;

import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Path;
import java.util.Map;

/**
 * A stream over a number of series. Between two measurements it is closed, observations are written
 * to its topic, and it resumes from its state with another model.
 */
public final class StreamBench implements AutoCloseable {
  private final Settings settings;
  private final int series;
  private final Map<String, String> kafka;
  private final Path stateDir;
  private final SeriesLoad load;

  /**
   * @param settings of the service, see {@link Bench#prepare}
   * @param kafka properties of Kafka Streams and its clients
   */
  public StreamBench(Settings settings, int series, Map<String, String> kafka, Path stateDir) {
    this.settings = settings;
    this.series = series;
    this.kafka = kafka;
    this.stateDir = stateDir;
    this.load =
        new SeriesLoad(settings.get(KafkaKeys.BOOTSTRAP_SERVERS), topics().observations(), series);
  }

  private Topics topics() {
    return PipelineSettings.topics(settings);
  }

  /** Writes rounds of observations, then measures how fast a model forecasts them. */
  public Throughput throughput(Forecaster model, int rounds) {
    int withoutForecast = load.round() == 0 ? 1 : 0;
    load.send(rounds);
    Counters counters = new Counters();
    try (StreamsRuntime stream = stream(model, counters)) {
      return Throughput.measure(
          stream, counters.tally(), (long) series * (rounds - withoutForecast));
    }
  }

  /** Sends observations at a constant rate while a model forecasts them: see {@link Latency}. */
  public Latency latency(Forecaster model, int seconds, double perSecond)
      throws InterruptedException {
    try (StreamsRuntime stream = stream(model, new Counters())) {
      stream.start();
      stream.ready().join();
      return Latency.measure(
          settings.get(KafkaKeys.BOOTSTRAP_SERVERS),
          topics().forecasts(),
          settings.get(TopicKeys.PARTITIONS),
          load,
          series,
          seconds,
          perSecond);
    }
  }

  private StreamsRuntime stream(Forecaster model, Counters counters) {
    return Bench.forecasts(settings, model, counters, stateDir, kafka);
  }

  @Override
  public void close() {
    load.close();
  }
}
