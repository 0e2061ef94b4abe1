package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.repository.FolderModels;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.contract.AggregatedInputContract;
import io.wavecast.testkit.contract.CalendarTopicContract;
import io.wavecast.testkit.contract.ForeignInputContract;
import io.wavecast.testkit.contract.PatternContract;
import io.wavecast.testkit.contract.ProgramUnderTest;
import io.wavecast.testkit.contract.ShapeContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The promises of {@code wavecast serve}, over one broker. */
class ProgramContractsTest {
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker(@TempDir Path dir) {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Nested
  class Patterns extends PatternContract {
    @Override
    protected ProgramUnderTest program() {
      return new Serve(broker.bootstrapServers());
    }
  }

  @Nested
  class ForeignInputs extends ForeignInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new Serve(broker.bootstrapServers());
    }
  }

  @Nested
  class AggregatedInputs extends AggregatedInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new Serve(broker.bootstrapServers());
    }
  }

  @Nested
  class Calendars extends CalendarTopicContract {
    private final ModelRepository models =
        ModelRepository.open(
            RepositorySettings.shipped("default"),
            OptionalDouble.empty(),
            Metrics.NONE,
            line -> {});

    @AfterEach
    void close() {
      models.close();
    }

    @Override
    protected ProgramUnderTest program() {
      return new Serve(broker.bootstrapServers());
    }

    @Override
    protected Forecasters models() {
      return models;
    }

    @Override
    protected Optional<List<String>> replayedAlerts(Path config) {
      return Optional.of(alerts("calendared", config));
    }
  }

  @Nested
  class Shapes extends ShapeContract {
    private @Nullable ModelRepository models;

    @AfterEach
    void close() {
      if (models != null) {
        models.close();
      }
    }

    @Override
    protected ProgramUnderTest program() {
      return new Serve(broker.bootstrapServers());
    }

    @Override
    protected byte[] file() {
      return TinyModels.lastValue(MODEL, "1", 0, SHAPE);
    }

    @Override
    protected Forecasters models(Path folder, String pattern) {
      models = FolderModels.open(folder, new Route(pattern, MODEL));
      return models;
    }

    @Override
    protected Optional<List<String>> replayedAlerts(Path config) {
      return Optional.of(alerts("shaped", config));
    }
  }

  /** The alerts that {@code wavecast replay} prints. */
  private static List<String> alerts(String topics, Path config) {
    Cli replay =
        Cli.run(
            "replay",
            "kafka://" + topics + ".observations",
            "--alerts",
            "--json",
            "--explain",
            config.resolveSibling("report.html").toString(),
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--config",
            config.toString());
    assertThat(replay.code()).as(replay.err()).isZero();
    return replay.out().lines().toList();
  }
}
