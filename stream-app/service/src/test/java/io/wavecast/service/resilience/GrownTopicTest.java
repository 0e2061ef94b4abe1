package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.RoundLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions are added to the input topic, as docs/SCALING.md says. */
@Tag("slow")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class GrownTopicTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SERIES = 40;

  @TempDir Path dir;

  @Test
  void partitions_that_were_added_are_reported_and_refused() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      ServeProcess serve = serve(servers);
      await().atMost(PATIENCE).until(serve::isReady);
      try (RoundLoad load =
              new RoundLoad(
                  servers,
                  Duration.ofMillis(100),
                  RoundLoad.observations(TOPICS.observations(), SERIES));
          ForecastVerdict verdict = ForecastVerdict.ofAnyModel(servers, TOPICS.forecasts())) {
        assertThat(verdict.readOn(60 * SERIES)).isTrue();
        assertThat(verdict.readAll(SERIES, load.pause())).isTrue();
        grow(servers, 8);

        await()
            .atMost(PATIENCE)
            .until(() -> serve.get("/health/ready").contains("observations has 8 partitions"));
        assertThat(topics(servers, "check").out()).contains("has 8 partitions", "are in 4");
        assertThat(serve.terminate()).isZero();
        try (ServeProcess refused = serve(servers)) {
          assertThat(refused.end()).isEqualTo(1);
          assertThat(refused.output()).last().asString().contains("with a new application.id");
        }
      }
    }
  }

  private ServeProcess serve(String servers) {
    return new ServeProcess(servers, dir.resolve("data"));
  }

  private static Cli topics(String servers, String command) {
    return Cli.run("topics", command, "--bootstrap-servers", servers);
  }

  private static void grow(String servers, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createPartitions(Map.of(TOPICS.observations(), NewPartitions.increaseTo(partitions)))
          .all()
          .get();
    }
  }
}
