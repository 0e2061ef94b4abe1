package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.contract.AggregatedInputContract;
import io.wavecast.testkit.contract.ForeignInputContract;
import io.wavecast.testkit.contract.PatternContract;
import io.wavecast.testkit.contract.ProgramUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The promises of {@code wavecast serve}, over one broker. */
class ProgramContractsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
      return new Serve();
    }
  }

  @Nested
  class ForeignInputs extends ForeignInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new Serve();
    }
  }

  @Nested
  class AggregatedInputs extends AggregatedInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new Serve();
    }
  }

  private static final class Serve implements ProgramUnderTest {
    @Override
    public String bootstrapServers() {
      return broker.bootstrapServers();
    }

    @Override
    public void createTopics(Path config) {
      Cli create = Cli.run(onBroker(config, "topics", "create"));
      assertThat(create.code()).as(create.err()).isZero();
    }

    @Override
    public Running start(Path config, Path dataDir) {
      Cli serve = new Cli();
      Thread serving =
          serve.start(
              onBroker(config, "serve", "--http-port", "0", "--data-dir", dataDir.toString()));
      return new Running() {
        @Override
        public boolean isAlive() {
          return serving.isAlive();
        }

        @Override
        public void stop() throws InterruptedException {
          serving.interrupt();
          serving.join(PATIENCE.toMillis());
          assertThat(serve.code()).as(serve.err()).isZero();
        }
      };
    }

    private String[] onBroker(Path config, String... command) {
      return Stream.concat(
              Stream.of(command),
              Stream.of("--bootstrap-servers", bootstrapServers(), "--config", config.toString()))
          .toArray(String[]::new);
    }
  }
}
