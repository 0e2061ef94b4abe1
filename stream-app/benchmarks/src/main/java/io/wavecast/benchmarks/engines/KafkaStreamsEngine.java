package io.wavecast.benchmarks.engines;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.metrics.MicrometerMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As {@code wavecast serve} sets it up, with its meters. */
final class KafkaStreamsEngine implements Engine {
  private final String servers;
  private final StreamSettings settings;
  private final Path stateDir;
  private final Metrics metrics =
      new MicrometerMetrics(
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), System::nanoTime);
  private @Nullable StreamsRuntime stream;

  KafkaStreamsEngine(String servers, Topics topics, Path stateDir) {
    this.servers = servers;
    this.settings = StreamSettings.of(topics);
    this.stateDir = stateDir;
  }

  @Override
  public void start(Forecaster model) {
    Map<String, String> kafka =
        Map.of(
            "bootstrap.servers",
            servers,
            "num.stream.threads",
            Integer.toString(THREADS),
            "consumer.group.instance.id",
            "bench");
    stream =
        new StreamsRuntime(
            PipelineTopology.build(
                ForecastSpec.of(settings, LEVEL),
                true,
                Forecasters.of(model),
                metrics,
                System::nanoTime),
            StreamsRuntime.properties(
                settings.topics().forecasts(),
                stateDir,
                settings.linger(),
                settings.maxRecordBytes(),
                kafka),
            Instant::now);
    stream.start();
  }

  @Override
  public void stop() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  @Override
  public void requireLive() {
    if (stream != null && !stream.isLive()) {
      throw new IllegalStateException("stream ended", stream.stopped().join().orElse(null));
    }
  }
}
