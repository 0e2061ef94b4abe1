package io.wavecast.flink.cli;

import io.wavecast.flink.kafka.OnBroker;
import io.wavecast.testkit.contract.AggregatedInputContract;
import io.wavecast.testkit.contract.ForeignInputContract;
import io.wavecast.testkit.contract.PatternContract;
import io.wavecast.testkit.contract.ProgramUnderTest;
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
}
