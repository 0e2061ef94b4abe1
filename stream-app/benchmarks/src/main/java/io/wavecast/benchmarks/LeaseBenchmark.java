package io.wavecast.benchmarks;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxRunner;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a lease and the routing of one series cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class LeaseBenchmark {
  private ModelRepository repository;

  @Setup
  public void open() {
    RepositorySettings settings =
        new RepositorySettings(
            Optional.empty(),
            "lstm",
            List.of(new Route("wave.*", "gru"), new Route("host.*.cpu*", "wavenet")),
            Device.CPU,
            TrustedModels.ALL,
            OnnxRunner.RUN_LIMIT);
    repository = ModelRepository.open(settings, OptionalDouble.empty(), Metrics.NONE, line -> {});
  }

  @TearDown
  public void close() {
    repository.close();
  }

  @Benchmark
  public Forecaster leaseAndRoute() {
    try (Forecasters.Lease lease = repository.lease()) {
      return lease.forSeries("host.web-17.memory.used");
    }
  }
}
