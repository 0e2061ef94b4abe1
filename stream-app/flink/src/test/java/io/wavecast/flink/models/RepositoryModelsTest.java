package io.wavecast.flink.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.junit.jupiter.api.Test;

/** One repository for all subtasks in a task manager. */
class RepositoryModelsTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private final RepositoryModels shipped = models(List.of());

  @Test
  void models_of_the_jar_need_no_temporary_folder() throws Exception {
    Set<Path> before = folders();

    ModelSource.Opened<Forecasters> opened = shipped.open(null, Metrics.NONE);
    Set<Path> during = folders();
    opened.release().run();

    assertThat(during).isEqualTo(before);
  }

  @Test
  void when_the_first_subtask_closes_the_metrics_are_those_of_another() throws Exception {
    InMemoryMetrics first = new InMemoryMetrics();
    InMemoryMetrics second = new InMemoryMetrics();
    ModelSource.Opened<Forecasters> one = shipped.open(null, first);
    ModelSource.Opened<Forecasters> two = shipped.open(null, second);
    assertThat(one.model()).isSameAs(two.model());
    assertThat(first.gauges(Metric.MODEL_INFO)).hasSize(1);
    assertThat(second.gauges(Metric.MODEL_INFO)).isEmpty();
    assertThat(first.gauges(Metric.INTERVAL_LEVEL)).containsValue(0.9);
    assertThat(first.gauges(Metric.BUILD_INFO)).hasSize(1);

    one.release().run();
    assertThat(second.gauges(Metric.MODEL_INFO)).hasSize(1);

    two.release().run();
    assertThat(second.gauges(Metric.MODEL_INFO)).isEmpty();
  }

  @Test
  void a_failure_is_not_hidden_by_a_folder_that_cannot_be_deleted() throws IOException {
    Set<Path> before = folders();
    RepositoryModels sent = models(List.of(new CachedModel("lstm", "0".repeat(64))));

    assertThatThrownBy(() -> sent.open(broken(before), Metrics.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the file did not arrive");
  }

  private static RepositoryModels models(List<CachedModel> sent) {
    return new RepositoryModels("lstm", List.of(), Device.CPU, null, sent, 0.9, TrustedModels.ALL);
  }

  private static Set<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(TEMPORARY)) {
      return all.filter(path -> path.getFileName().toString().startsWith("wavecast-models-"))
          .collect(Collectors.toSet());
    }
  }

  /** A task whose cache leaves a folder in the folder for models, and then fails. */
  private static RuntimeContext broken(Set<Path> before) {
    return (RuntimeContext)
        Proxy.newProxyInstance(
            RuntimeContext.class.getClassLoader(),
            new Class<?>[] {RuntimeContext.class},
            (proxy, method, arguments) -> {
              Set<Path> folders = folders();
              folders.removeAll(before);
              for (Path folder : folders) {
                Files.createFile(Files.createDirectory(folder.resolve("other")).resolve("file"));
              }
              throw new IllegalStateException("the file did not arrive");
            });
  }
}
