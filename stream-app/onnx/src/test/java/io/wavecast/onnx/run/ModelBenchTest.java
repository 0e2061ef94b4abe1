package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.TinyModels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelBenchTest {
  @Test
  void measures_each_batch_size() {
    try (OnnxForecaster model = OnnxForecasterTest.open(TinyModels.lastValue("tiny", "1", 0))) {
      List<ModelBench.Line> lines = ModelBench.run(model, List.of(1, 100), Duration.ofMillis(20));

      assertThat(lines).extracting(ModelBench.Line::batch).containsExactly(1, 100);
      for (ModelBench.Line line : lines) {
        assertThat(line.calls()).isGreaterThanOrEqualTo(20);
        assertThat(line.p50()).isPositive().isLessThanOrEqualTo(line.p99());
        assertThat(line.forecastsPerCpuSecond()).isGreaterThan(line.forecastsPerSecond() * 0.8);
        double callsPerSecond = line.forecastsPerSecond() / line.batch();
        assertThat(line.calls() / callsPerSecond)
            .as("seconds")
            .isGreaterThan(line.p50().toNanos() / 1e9 * line.calls() / 2);
      }
    }
  }
}
