package io.wavecast.onnx.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.onnx.file.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelRepositoryTest extends RepositoryFixture {
  @Test
  void a_route_by_labels_applies_to_series_that_have_them() {
    try (ModelRepository repository = open(new Route("host.*,zone=eu", "two"));
        Forecasters.Lease lease = repository.lease()) {
      assertThat(repository.usesLabels()).isTrue();
      assertThat(lease.forSeries("host.a", Map.of("zone", "eu")).model().name()).isEqualTo("two");
      assertThat(lease.forSeries("host.a").model().name()).isEqualTo("one");
    }
    try (ModelRepository repository = open(new Route("host.*", "two"))) {
      assertThat(repository.usesLabels()).isFalse();
    }
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
  void the_default_model_takes_the_place_of_one_that_does_not_fit_and_each_series_is_logged_once() {
    try (ModelRepository repository = open(new Route("host.*", "two"));
        Forecasters.Lease lease = repository.lease()) {
      Forecaster two = lease.forSeries("host.a");

      assertThat(lease.insteadOf(two, "host.a").model().name()).isEqualTo("one");
      lease.insteadOf(two, "host.a");
      lease.insteadOf(two, "host.b");

      assertThat(log)
          .containsExactly(
              "model two 1 does not fit series host.a, its forecasts are far worse than a random"
                  + " walk's: model one 1 takes its place");
      assertThat(lease.insteadOf(lease.forSeries("x"), "x").model().name()).isEqualTo("one");
      assertThat(log)
          .hasSize(2)
          .last()
          .asString()
          .endsWith("there is no other model to take its place");
      assertThat(metrics.byLabels(Metric.MODEL_MISFITS)).containsEntry("two", 0L);
    }
  }

  @Test
  void a_refused_file_that_is_not_in_use_is_logged_at_the_start() throws IOException {
    write("bad", new byte[] {1, 2, 3});

    try (ModelRepository repository = open()) {
      assertThat(log).singleElement().asString().contains("not in use: ", "bad.onnx' refused: ");
      assertThat(repository.active()).hasSize(1);
    }
  }

  @Test
  void a_changed_file_becomes_active_between_two_leases() throws IOException {
    try (ModelRepository repository = open()) {
      Forecasters.Lease before = repository.lease();
      Forecaster old = before.forSeries("s");
      write("one", TinyModels.lastValue("one", "2", 5));

      repository.poll();
      assertThat(log).as("one poll may see a file half-written").isEmpty();
      repository.poll();

      assertThat(log).containsExactly(swapped());
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
      assertThat(log).hasSize(11).allMatch(line -> line.contains(" is active now, was "));
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
  void a_file_with_the_same_bytes_is_not_loaded_again() throws IOException {
    try (ModelRepository repository = open()) {
      Forecaster before = forSeries(repository, "s");
      Files.delete(dir.resolve("one.onnx"));
      write("one", TinyModels.lastValue("one", "1", 1));

      repository.poll();
      repository.poll();

      assertThat(forSeries(repository, "s")).isSameAs(before);
      assertThat(log).isEmpty();
    }
  }

  @Test
  void polls_by_itself() throws Exception {
    try (ModelRepository repository = open(Duration.ofMillis(100))) {
      write("one", TinyModels.lastValue("one", "2", 5));

      assertThat(log.poll(60, TimeUnit.SECONDS)).isEqualTo(swapped());
      assertThat(forecast(forSeries(repository, "s"))).isEqualTo(5);
    }
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
}
