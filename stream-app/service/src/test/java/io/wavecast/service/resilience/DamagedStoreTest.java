package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A local store whose files are damaged between two runs is restored from Kafka. */
class DamagedStoreTest extends OnBroker {
  private static final int RESTART = 60;
  private static final int END = 70;

  private static List<Forecast> expected;

  /** What happens to the files of a store. */
  enum Damage {
    TRUNCATED("exactly_once_v2", ".sst") {
      @Override
      void apply(Path file, byte[] content) throws IOException {
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
    },
    FLIPPED("exactly_once_v2", ".sst") {
      @Override
      void apply(Path file, byte[] content) throws IOException {
        flip(file, content);
      }
    },
    FLIPPED_AT_LEAST_ONCE("at_least_once", ".sst") {
      @Override
      void apply(Path file, byte[] content) throws IOException {
        flip(file, content);
      }
    },
    FILES_ABSENT("exactly_once_v2", ".sst") {
      @Override
      void apply(Path file, byte[] content) throws IOException {
        Files.delete(file);
      }
    },
    CURRENT_ABSENT("exactly_once_v2", "CURRENT") {
      @Override
      void apply(Path file, byte[] content) throws IOException {
        Files.delete(file);
      }
    };

    private final String guarantee;
    private final String files;

    Damage(String guarantee, String files) {
      this.guarantee = guarantee;
      this.files = files;
    }

    abstract void apply(Path file, byte[] content) throws IOException;

    /** Changes the first bytes of the data. */
    static void flip(Path file, byte[] content) throws IOException {
      for (int i = 8; i < 40; i++) {
        content[i] ^= 0x55;
      }
      Files.write(file, content);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputs_equal_those_of_an_undisturbed_run(Damage damage) throws Exception {
    Topics damaged = kafka.topics("damaged." + damage.name() + ".");
    Map<String, String> guarantee = Map.of("processing.guarantee", damage.guarantee);
    InMemoryMetrics metrics = new InMemoryMetrics();

    run(damaged, guarantee, new InMemoryMetrics(), 0, RESTART);
    int files = 0;
    for (Path file : files(damaged, damage.files)) {
      damage.apply(file, Files.readAllBytes(file));
      files++;
    }
    assertThat(files).as("damaged files").isPositive();
    List<Forecast> forecasts = run(damaged, guarantee, metrics, RESTART, END);

    assertThat(forecasts).usingRecursiveComparison().isEqualTo(expected);
    assertThat(metrics.of(Metric.STORES_DAMAGED)).isPositive();
  }

  @BeforeAll
  static void runUndisturbed() throws Exception {
    Topics whole = kafka.topics("whole.");
    run(whole, Map.of(), new InMemoryMetrics(), 0, RESTART);
    expected = run(whole, Map.of(), new InMemoryMetrics(), RESTART, END);
  }

  private static List<Forecast> run(
      Topics topics, Map<String, String> guarantee, InMemoryMetrics metrics, int from, int to)
      throws Exception {
    kafka.observe(topics, from, to);
    try (StreamsRuntime stream =
        kafka.stream(
            topics, ObservationFormat.DEFAULT, FakeForecaster.windowSums(), metrics, guarantee)) {
      stream.start();
      return kafka.forecasts(topics, to - 1);
    }
  }

  private static List<Path> files(Topics topics, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(kafka.stateDir().resolve(topics.observations()))) {
      return all.filter(f -> f.toString().contains("rocksdb") && f.toString().endsWith(suffix))
          .toList();
    }
  }
}
