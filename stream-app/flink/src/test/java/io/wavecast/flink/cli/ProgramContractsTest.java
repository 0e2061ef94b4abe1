package io.wavecast.flink.cli;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.flink.kafka.OnBroker;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.repository.FolderModels;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.onnx.repository.Route;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The promises of {@code wavecast flink run}, over one broker. */
class ProgramContractsTest extends OnBroker {
  @Nested
  class Patterns extends PatternContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun(broker);
    }
  }

  @Nested
  class ForeignInputs extends ForeignInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun(broker);
    }
  }

  @Nested
  class AggregatedInputs extends AggregatedInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun(broker);
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
      return new FlinkRun(broker);
    }

    @Override
    protected Forecasters models() {
      return models;
    }

    @Override
    protected Optional<List<String>> replayedAlerts(Path config) {
      return Optional.empty();
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
      return new FlinkRun(broker);
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
      return Optional.empty();
    }
  }
}
