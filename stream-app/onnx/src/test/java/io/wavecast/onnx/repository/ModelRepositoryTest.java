package io.wavecast.onnx.repository;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static io.wavecast.core.forecast.Forecaster.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {
  @TempDir Path dir;
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final RecordingListener listener = new RecordingListener();

  @BeforeEach
  void twoModels() throws IOException {
    write("one", TinyModels.lastValue("one", "1", 1));
    write("two", TinyModels.lastValue("two", "1", 2));
  }

  @Test
  void routes_series_by_the_first_pattern_that_matches() {
    try (ModelRepository repository =
            open(new Route("host.cpu*", "one"), new Route("host.*", "two"));
        Forecasters.Lease lease = repository.lease()) {
      assertThat(lease.forSeries("host.cpu1").model().name()).isEqualTo("one");
      assertThat(lease.forSeries("host.mem").model().name()).isEqualTo("two");
      assertThat(lease.forSeries("wave").model().name()).isEqualTo("one");
      assertThat(repository.active())
          .extracting(model -> model.model().name())
          .containsExactly("one", "two");
    }
  }

  @Test
  void a_changed_file_becomes_active_between_two_leases() throws IOException {
    try (ModelRepository repository = open()) {
      Forecasters.Lease before = repository.lease();
      Forecaster old = before.forSeries("s");
      write("one", TinyModels.lastValue("one", "2", 5));

      repository.poll();
      assertThat(listener.events).as("one poll may see a file half-written").isEmpty();
      repository.poll();

      assertThat(listener.events).containsExactly("swapped one 1 -> one 2");
      assertThat(forecast(old)).as("the lease taken before").isEqualTo(1);
      assertThat(before.forSeries("s")).isSameAs(old);
      try (Forecasters.Lease after = repository.lease()) {
        assertThat(forecast(after.forSeries("s"))).isEqualTo(5);
        assertThat(after.forSeries("s").model().version()).isEqualTo("2");
      }
      before.close();
      before.close();
      assertThatThrownBy(() -> forecast(old)).hasMessage("model 'one' is closed");
    }
  }

  @Test
  void swaps_while_several_threads_forecast() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    AtomicBoolean done = new AtomicBoolean();
    try (ModelRepository repository = open()) {
      Callable<Set<Float>> work =
          () -> {
            Set<Float> seen = new TreeSet<>();
            while (!done.get()) {
              try (Forecasters.Lease lease = repository.lease()) {
                seen.add(forecast(lease.forSeries("s")));
              }
            }
            return seen;
          };
      List<Future<Set<Float>>> threads = Stream.generate(() -> pool.submit(work)).limit(3).toList();
      for (int version = 2; version <= 12; version++) {
        write("one", TinyModels.lastValue("one", "" + version, version));
        repository.poll();
        repository.poll();
      }
      done.set(true);

      for (Future<Set<Float>> thread : threads) {
        assertThat(thread.get()).allMatch(y -> y >= 1 && y <= 12 && y == Math.rint(y));
      }
      assertThat(listener.events).hasSize(11).allMatch(line -> line.startsWith("swapped one "));
      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(12);
      assertThat(metrics.gauges(Metric.MODEL_INFO)).containsOnlyKeys("one/12/cpu");
    } finally {
      done.set(true);
      pool.shutdownNow();
    }
  }

  @Test
  void a_model_that_did_not_change_stays_open_through_a_swap() throws IOException {
    try (ModelRepository repository = open(new Route("two", "two"))) {
      Forecaster two = forSeries(repository, "two");
      write("one", TinyModels.lastValue("one", "2", 5));

      repository.poll();
      repository.poll();

      assertThat(forSeries(repository, "two")).isSameAs(two);
      assertThat(forecast(two)).isEqualTo(2);
      assertThat(metrics.gauges(Metric.MODEL_INFO)).containsOnlyKeys("one/2/cpu", "two/1/cpu");
      assertThat(metrics.byLabels(Metric.MODEL_LOADS))
          .containsOnly(Map.entry("ok", 3L), Map.entry("refused", 0L));
    }
  }

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

  @Test
  void a_file_that_is_refused_changes_nothing() throws IOException {
    try (ModelRepository repository = open()) {
      for (byte[] broken :
          List.of(
              new byte[] {1, 2, 3},
              damaged(FileSeal.seal(TinyModels.lastValue("one", "2", 5))),
              TinyModels.lastValue("other", "2", 5),
              TinyModels.forecasting((b, x) -> b.node("Log", List.of(x))))) {
        listener.events.clear();
        write("one", broken);

        repository.poll();
        repository.poll();
        repository.poll();

        assertThat(listener.events).hasSize(1);
        assertThat(listener.events.get(0))
            .startsWith("kept one 1: model file '" + dir.resolve("one.onnx") + "' refused: ");
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
      assertThat(listener.events).isEmpty();

      repository.poll();

      assertThat(listener.events).containsExactly("swapped one 1 -> one 2");
    }
  }

  @Test
  void a_file_with_the_same_bytes_is_not_loaded_again() throws IOException {
    try (ModelRepository repository = open()) {
      Forecaster before = forSeries(repository, "s");
      Files.delete(dir.resolve("one.onnx"));
      write("one", TinyModels.lastValue("one", "1", 1));

      repository.poll();
      repository.poll();

      assertThat(forSeries(repository, "s")).isSameAs(before);
      assertThat(listener.events).isEmpty();
    }
  }

  @Test
  void a_model_whose_file_is_deleted_stays_active() throws IOException {
    try (ModelRepository repository = open()) {
      Files.delete(dir.resolve("one.onnx"));

      repository.poll();
      repository.poll();

      assertThat(listener.events).hasSize(1);
      assertThat(listener.events.get(0)).contains("kept one 1").contains("there is no model 'one'");
      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(1);
    }
  }

  @Test
  void polls_by_itself() throws Exception {
    try (ModelRepository repository = open(Duration.ofMillis(100))) {
      write("one", TinyModels.lastValue("one", "2", 5));

      assertThat(listener.next(Duration.ofSeconds(60))).isEqualTo("swapped one 1 -> one 2");
      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(5);
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
  void closes_its_models_when_the_last_lease_is_closed() {
    ModelRepository repository = open();
    Forecasters.Lease lease = repository.lease();
    Forecaster model = lease.forSeries("s");

    repository.close();
    repository.close();

    assertThat(forecast(model)).isEqualTo(1);
    assertThatThrownBy(repository::lease).hasMessage("model repository is closed");
    lease.close();
    assertThatThrownBy(() -> forecast(model)).hasMessage("model 'one' is closed");
    assertThat(metrics.gauges(Metric.MODEL_INFO)).isEmpty();
  }

  @Test
  void refuses_models_whose_quantiles_do_not_cover_the_intervals() throws IOException {
    RepositorySettings settings =
        new RepositorySettings(Optional.of(dir), "one", List.of(), Device.CPU, Duration.ofDays(1));
    assertThatThrownBy(
            () -> ModelRepository.open(settings, OptionalDouble.of(0.95), metrics, listener))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("one.onnx' refused: level must lie within the model's quantiles")
        .hasMessageContaining("got: 0.95");

    try (ModelRepository repository =
        ModelRepository.open(settings, OptionalDouble.of(0.9), metrics, listener)) {
      Map<String, String> narrow = new LinkedHashMap<>(TinyModels.metadata("one", "2").toMap());
      narrow.put("quantile_levels", "0.1,0.5,0.9");
      write("one", TinyModels.lastValue(narrow, 5));
      repository.poll();
      repository.poll();

      assertThat(listener.events).hasSize(1).first().asString().contains("kept one 1", "0.9");
      assertThat(forSeries(repository, "s").model().version()).isEqualTo("1");
    }
  }

  @Test
  void refuses_an_interval_that_is_too_short() {
    assertThatThrownBy(
            () ->
                new RepositorySettings(
                    Optional.of(dir), "one", List.of(), Device.CPU, Duration.ofMillis(99)))
        .hasMessage(
            "interval between two polls of the models directory must be at least 100 ms, got: 99"
                + " ms");
  }

  /** It polls its directory only when the test asks for it. */
  private ModelRepository open(Route... routes) {
    return open(Duration.ofDays(1), routes);
  }

  private ModelRepository open(Duration interval, Route... routes) {
    RepositorySettings settings =
        new RepositorySettings(Optional.of(dir), "one", List.of(routes), Device.CPU, interval);
    return ModelRepository.open(settings, metrics, listener);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name + ".onnx"), bytes);
  }

  private static Forecaster forSeries(ModelRepository repository, String series) {
    try (Forecasters.Lease lease = repository.lease()) {
      return lease.forSeries(series);
    }
  }

  /** The forecast for a window of zeros, which identifies the models of these tests. */
  private static float forecast(Forecaster model) {
    float[] forecasts = new float[HORIZON];
    model.forecast(
        new float[WINDOW], 1, forecasts, new float[HORIZON * model.quantileLevels().length]);
    return forecasts[0];
  }
}
