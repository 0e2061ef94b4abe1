package io.wavecast.onnx.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ForeignTensors;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused, or not complete yet, change nothing. */
class ModelRefusalTest extends RepositoryFixture {
  @Test
  void does_not_start_with_a_sealed_file_that_was_damaged() throws IOException {
    write("one", damaged(FileSeal.seal(TinyModels.lastValue("one", "2", 5))));

    assertThatThrownBy(this::open)
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "model file '%s' refused: it is damaged: its SHA-256 must be ",
            dir.resolve("one.onnx"));
  }

  /** With another version, which no one but the checksum can notice. */
  private static byte[] damaged(byte[] sealed) {
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    return text.replace("version\u0012\u00012", "version\u0012\u00013")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.onnx.file.ForeignTensors#places_and_paths")
  void a_file_that_names_another_never_reaches_ONNX_Runtime(String place, String path)
      throws IOException {
    List<String> reached = new ArrayList<>();
    write("one", ForeignTensors.model(place, path, dir));

    assertThatThrownBy(
            () ->
                new ModelRepository(
                    settings(Duration.ofDays(1)),
                    OptionalDouble.empty(),
                    metrics,
                    log::add,
                    file -> {
                      reached.add(file.source());
                      throw new AssertionError("a session was asked for");
                    }))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("one.onnx' refused: it");
    assertThat(reached).isEmpty();
  }

  @Test
  void a_file_that_is_refused_changes_nothing() throws IOException {
    try (ModelRepository repository = open()) {
      for (byte[] broken :
          List.of(
              new byte[] {1, 2, 3},
              damaged(FileSeal.seal(TinyModels.lastValue("one", "2", 5))),
              TinyModels.lastValue("other", "2", 5),
              TinyModels.forecasting((b, x) -> b.node("Log", List.of(x))))) {
        log.clear();
        write("one", broken);

        repository.poll();
        repository.poll();
        repository.poll();

        assertThat(log).hasSize(1);
        assertThat(log.peek())
            .startsWith(
                "model one 1 stays active, the new file is refused: model file '"
                    + dir.resolve("one.onnx")
                    + "' refused: ");
        assertThat(forecast(forSeries(repository, "s"))).isEqualTo(1);
      }
      assertThat(metrics.byLabels(Metric.MODEL_LOADS)).containsEntry("refused", 4L);
      write("one", TinyModels.lastValue("one", "3", 9));

      repository.poll();
      repository.poll();

      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(9);
    }
  }

  @Test
  void a_file_that_is_still_being_written_does_not_matter() throws IOException {
    byte[] whole = TinyModels.lastValue("one", "2", 5);
    try (ModelRepository repository = open()) {
      for (int length = 100; length < whole.length; length += 100) {
        write("one", Arrays.copyOf(whole, length));
        repository.poll();
      }
      write("one", whole);
      repository.poll();
      assertThat(log).isEmpty();

      repository.poll();

      assertThat(log).containsExactly(swapped());
    }
  }

  @Test
  void a_model_whose_file_is_deleted_stays_active() throws IOException {
    try (ModelRepository repository = open()) {
      Files.delete(dir.resolve("one.onnx"));

      repository.poll();
      repository.poll();

      assertThat(log).hasSize(1);
      assertThat(log.peek())
          .contains("model one 1 stays active")
          .contains("there is no model 'one'");
      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(1);
    }
  }

  @Test
  void refuses_to_open_without_a_model_it_needs() {
    assertThatThrownBy(() -> open(new Route("*", "three")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("there is no model 'three', there are: ");
    assertThat(metrics.gauges(Metric.MODEL_INFO)).isEmpty();
  }

  @Test
  void refuses_models_whose_quantiles_do_not_cover_the_intervals() throws IOException {
    RepositorySettings settings = settings(Duration.ofDays(1));
    assertThatThrownBy(
            () -> ModelRepository.open(settings, OptionalDouble.of(0.95), metrics, log::add))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(
            "one.onnx' refused: forecast.level must lie within the model's quantiles")
        .hasMessageContaining("got: 0.95");

    try (ModelRepository repository =
        ModelRepository.open(settings, OptionalDouble.of(0.9), metrics, log::add)) {
      Map<String, String> narrow = new LinkedHashMap<>(TinyModels.metadata("one", "2").toMap());
      narrow.put("quantile_levels", "0.1,0.5,0.9");
      write("one", TinyModels.lastValue(narrow, 5));
      repository.poll();
      repository.poll();

      assertThat(log).hasSize(1).first().asString().contains("model one 1 stays active", "0.9");
      assertThat(forSeries(repository, "s").model().version()).isEqualTo("1");
    }
  }

  @Test
  void refuses_an_interval_that_is_too_short() {
    assertThatThrownBy(() -> settings(Duration.ofMillis(99)))
        .hasMessage(
            "interval between two polls of the models directory must be at least 100 ms, got: 99"
                + " ms");
  }
}
