package io.wavecast.flink.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One repository for all subtasks in a task manager. */
class RepositoryModelsTest {
  private final RepositoryModels shipped =
      new RepositoryModels("lstm", List.of(), Device.CPU, null, 0.9, TrustedModels.ALL);

  @Test
  void the_first_subtask_opens_it_and_the_last_one_closes_it() throws Exception {
    InMemoryMetrics first = new InMemoryMetrics();
    InMemoryMetrics second = new InMemoryMetrics();
    ModelSource.Opened<Forecasters> one = shipped.open(first);
    ModelSource.Opened<Forecasters> two = shipped.open(second);
    assertThat(one.model()).isSameAs(two.model());
    assertThat(first.gauges(Metric.MODEL_INFO)).hasSize(1);
    assertThat(second.gauges(Metric.MODEL_INFO)).isEmpty();
    assertThat(first.gauges(Metric.INTERVAL_LEVEL)).containsValue(0.9);
    assertThat(first.gauges(Metric.BUILD_INFO)).hasSize(1);

    one.release().run();
    assertThat(first.gauges(Metric.MODEL_INFO)).hasSize(1);

    two.release().run();
    assertThat(first.gauges(Metric.MODEL_INFO)).isEmpty();
  }
}
