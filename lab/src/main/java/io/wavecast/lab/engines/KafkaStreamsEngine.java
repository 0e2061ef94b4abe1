package io.wavecast.lab.engines;

import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.lab.endtoend.Bench;
import io.wavecast.service.metrics.Telemetry;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As {@code wavecast serve} sets it up, with its meters. */
final class KafkaStreamsEngine implements Engine {
  private final Settings settings;
  private final Path stateDir;
  private final Metrics metrics = new Telemetry().metrics();
  private @Nullable StreamsRuntime stream;

  KafkaStreamsEngine(Settings settings, Path stateDir) {
    this.settings = settings;
    this.stateDir = stateDir;
  }

  @Override
  public void start(Forecaster model) {
    stream = Bench.forecasts(settings, model, metrics, stateDir, Map.of());
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
    if (stream != null) {
      Bench.requireLive(stream);
    }
  }
}
