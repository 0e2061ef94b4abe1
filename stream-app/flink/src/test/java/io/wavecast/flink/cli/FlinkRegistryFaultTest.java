package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.Gate;
import io.wavecast.testkit.registry.Readings;
import io.wavecast.testkit.registry.ReadingsConsumer;
import io.wavecast.testkit.registry.StandInRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Avro of a foreign producer in, Avro for a foreign consumer out, with a schema registry that is
 * absent when the job starts, and later when a producer has a new schema.
 */
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class FlinkRegistryFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration AWAY = Kills.LONG ? Duration.ofMinutes(3) : Duration.ofSeconds(5);

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_absent_registry_loses_and_doubles_nothing(boolean inputs) throws Exception {
    try (StandInRegistry registry = new StandInRegistry();
        Gate gate = new Gate(URI.create(registry.url()).getPort());
        BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"));
        LauncherProcess job = run(broker, gate, inputs ? Readings.INPUTS : Readings.DIRECT);
        Readings readings =
            new Readings(broker.bootstrapServers(), new ForeignAvro(registry.url()))) {
      ReadingsConsumer consumer =
          new ReadingsConsumer(broker.bootstrapServers(), new ForeignAvro(registry.url()));
      int running = FlinkLoad.running(job).err().size();
      readings.send(20, Readings.FIRST); // to a topic that is there by now, with all partitions
      awaitAbsence(job, running);
      gate.open();
      assertThat(consumer.forecasts(20)).as(job.err()::toString).isEqualTo(readings.expected());

      int before = job.err().size();
      gate.shut();
      readings.send(20, Readings.EVOLVED);
      awaitAbsence(job, before);
      gate.open();
      assertThat(consumer.forecasts(40)).as(job.err()::toString).isEqualTo(readings.expected());

      readings.sendUnreadable();
      String name = inputs ? "input 'readings': " : "";
      assertThat(consumer.deadLetters(2))
          .containsExactlyInAnyOrder(
              "unknown-schema: " + name + "schema 999999 is not known to the schema registry",
              "missing-field: " + name + "field '/c' is missing");
      readings.send(1, Readings.EVOLVED);
      assertThat(consumer.forecasts(41)).as(job.err()::toString).isEqualTo(readings.expected());
      job.stop().exit();
      assertThat(job.said()).last().asString().contains("stopped, with savepoint ");
    }
  }

  private LauncherProcess run(BrokerProcess broker, Gate gate, List<String> input)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    args.addAll(List.of("--checkpoint-interval", "500ms"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    args.addAll(List.of("--outputs-format", "avro", "--incidents-enabled", "true"));
    args.addAll(List.of("--schema-registry-url", "http://127.0.0.1:" + gate.port()));
    args.addAll(input);
    return LauncherProcess.start(dir, args.toArray(String[]::new));
  }

  /** The job misses the registry, and lives on. */
  private static void awaitAbsence(LauncherProcess job, int before) throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(job.err().subList(before, job.err().size()))
                    .anyMatch(line -> line.contains("schema registry")));
    assertThat(job.runsFor(AWAY)).as(job.err()::toString).isTrue();
  }
}
