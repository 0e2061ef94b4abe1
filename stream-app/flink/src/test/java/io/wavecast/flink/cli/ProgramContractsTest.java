package io.wavecast.flink.cli;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.flink.kafka.OnBroker;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.contract.AggregatedInputContract;
import io.wavecast.testkit.contract.ForeignInputContract;
import io.wavecast.testkit.contract.PatternContract;
import io.wavecast.testkit.contract.ProgramUnderTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import picocli.CommandLine;

/** The promises of {@code wavecast flink run}, over one broker. */
class ProgramContractsTest extends OnBroker {
  @Nested
  class Patterns extends PatternContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun();
    }
  }

  @Nested
  class ForeignInputs extends ForeignInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun();
    }
  }

  @Nested
  class AggregatedInputs extends AggregatedInputContract {
    @Override
    protected ProgramUnderTest program() {
      return new FlinkRun();
    }
  }

  private static final class FlinkRun implements ProgramUnderTest {
    @Override
    public String bootstrapServers() {
      return broker.bootstrapServers();
    }

    @Override
    public void createTopics(Path config) {
      Settings settings = Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(config));
      broker.create(TopicSpec.of(settings));
    }

    @Override
    public Running start(Path config, Path dataDir) {
      StringWriter err = new StringWriter();
      CommandLine command = CommandLines.launcher(Map.of()).setErr(new PrintWriter(err, true));
      Thread job =
          new Thread(
              () ->
                  command.execute(
                      "flink", "run",
                      "--bootstrap-servers", bootstrapServers(),
                      "--config", config.toString(),
                      "--data-dir", dataDir.toString()),
              "job");
      job.setDaemon(true);
      job.start();
      return new Running() {
        @Override
        public boolean isAlive() {
          return job.isAlive();
        }

        @Override
        public void stop() throws InterruptedException {
          if (!job.isAlive()) {
            throw new AssertionError("the job has ended: " + err);
          }
          job.interrupt();
          job.join();
        }
      };
    }
  }
}
