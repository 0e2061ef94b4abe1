package io.wavecast.onnx.repository;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with the models one and two, and a repository over it that is polled by the test. */
abstract class RepositoryFixture {
  @TempDir Path dir;
  final InMemoryMetrics metrics = new InMemoryMetrics();
  final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  @BeforeEach
  void twoModels() throws IOException {
    write("one", TinyModels.lastValue("one", "1", 1));
    write("two", TinyModels.lastValue("two", "1", 2));
  }

  /** It polls its directory only when the test asks for it. */
  ModelRepository open(Route... routes) {
    return open(Duration.ofDays(1), routes);
  }

  ModelRepository open(Duration interval, Route... routes) {
    return ModelRepository.open(
        settings(interval, routes), OptionalDouble.empty(), metrics, log::add);
  }

  RepositorySettings settings(Duration interval, Route... routes) {
    return new RepositorySettings(
        Optional.of(dir), "one", List.of(routes), Device.CPU, interval, TrustedModels.ALL);
  }

  String swapped() {
    return "model one 2 is active now, was 1: " + dir.resolve("one.onnx");
  }

  void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name + ".onnx"), bytes);
  }

  static Forecaster forSeries(ModelRepository repository, String series) {
    try (Forecasters.Lease lease = repository.lease()) {
      return lease.forSeries(series);
    }
  }

  /** The forecast for a window of zeros, which identifies the models of these tests. */
  static float forecast(Forecaster model) {
    float[] forecasts = new float[model.shape().horizon()];
    model.forecast(
        new float[model.shape().window()],
        1,
        forecasts,
        new float[forecasts.length * model.quantileLevels().length]);
    return forecasts[0];
  }
}
