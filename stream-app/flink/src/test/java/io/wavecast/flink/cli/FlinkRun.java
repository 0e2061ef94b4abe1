package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.testkit.contract.ProgramUnderTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** {@code wavecast flink run} in this process. */
record FlinkRun(TestBroker broker) implements ProgramUnderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** As {@code wavecast topics create} does. */
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
      public String err() {
        return err.toString();
      }

      @Override
      public void stop() throws InterruptedException {
        if (!job.isAlive()) {
          throw new AssertionError("the job has ended: " + err);
        }
        job.interrupt();
        job.join();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(err()).contains("stopped, with savepoint "));
      }
    };
  }
}
