package io.wavecast.service;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.testkit.contract.AggregatedInputContract;
import io.wavecast.testkit.contract.ForeignInputContract;
import io.wavecast.testkit.contract.PatternContract;
import io.wavecast.testkit.contract.ProgramUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
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
}
