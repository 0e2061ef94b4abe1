package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.Gate;
import io.wavecast.testkit.registry.Readings;
import io.wavecast.testkit.registry.ReadingsConsumer;
import io.wavecast.testkit.registry.StandInRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Avro of a foreign producer in, Avro for a foreign consumer out, with a registry that is absent at
 * the start and for a while. With the profile {@code apicurio} also with a real registry, absent
 * for a minute.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SchemaRegistryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dir;

  @Test
  void an_absent_registry_loses_and_doubles_nothing() throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      scenario(URI.create(registry.url()), Duration.ofSeconds(3), Readings.DIRECT);
    }
  }

  @Test
  void an_absent_registry_loses_and_doubles_nothing_of_inputs() throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      scenario(URI.create(registry.url()), Duration.ofSeconds(3), Readings.INPUTS);
    }
  }

  @Test
  void the_same_holds_for_apicurio() throws Exception {
    assumeTrue(ApicurioProcess.isPresent(), "needs the profile apicurio");
    try (ApicurioProcess registry = ApicurioProcess.start(dir)) {
      scenario(registry.url(), Duration.ofSeconds(60), Readings.DIRECT);
      incompatible(registry);
    }
  }

  @Test
  void the_same_holds_for_inputs_and_apicurio() throws Exception {
    assumeTrue(ApicurioProcess.isPresent(), "needs the profile apicurio");
    try (ApicurioProcess registry = ApicurioProcess.start(dir)) {
      scenario(registry.url(), Duration.ofSeconds(60), Readings.INPUTS);
    }
  }

  private void scenario(URI registry, Duration away, List<String> input) throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.toString());
    try (Gate gate = new Gate(registry.getPort());
        BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"));
        ServeProcess serve = serve(broker, gate.port(), registry.getPath(), input);
        Readings readings = new Readings(broker.bootstrapServers(), foreign)) {
      ReadingsConsumer consumer = new ReadingsConsumer(broker.bootstrapServers(), foreign);
      awaitAbsence(serve);
      readings.send(20, Readings.FIRST);
      stayAway(away, serve);
      gate.open();
      await().atMost(PATIENCE).until(serve::isReady);
      assertThat(consumer.forecasts(20))
          .as(() -> String.join("\n", serve.output()))
          .isEqualTo(readings.expected());

      gate.shut();
      readings.send(20, Readings.EVOLVED);
      awaitAbsence(serve);
      stayAway(away, serve);
      gate.open();
      assertThat(consumer.forecasts(40))
          .as(() -> String.join("\n", serve.output()))
          .isEqualTo(readings.expected());

      readings.sendUnreadable();
      String name = input.equals(Readings.INPUTS) ? "input 'readings': " : "";
      assertThat(consumer.deadLetters(2))
          .containsExactlyInAnyOrder(
              "unknown-schema: " + name + "schema 999999 is not known to the schema registry",
              "missing-field: " + name + "field '/c' is missing");
      readings.send(1, Readings.EVOLVED);
      assertThat(consumer.forecasts(41))
          .as(() -> String.join("\n", serve.output()))
          .isEqualTo(readings.expected());
      await().atMost(PATIENCE).until(serve::isReady);
      assertThat(serve.terminate()).isZero();
    }
  }

  /** A schema that consumers of an earlier one could not read ends the start with one line. */
  @SuppressWarnings("try") // the broker is used by its address
  private void incompatible(ApicurioProcess registry) throws Exception {
    registry.requireCompatible("wavecast.forecasts-value");
    ForeignAvro foreign = new ForeignAvro(registry.url().toString());
    foreign.register("other.forecasts-value", "\"string\"");
    registry.requireCompatible("other.forecasts-value");
    try (Gate gate = new Gate(registry.url().getPort());
        BrokerProcess broker = BrokerProcess.start(dir.resolve("broker2"));
        ServeProcess serve =
            serve(
                broker,
                gate.port(),
                registry.url().getPath(),
                Readings.DIRECT,
                "--topics-prefix",
                "other.")) {
      gate.open();

      assertThat(serve.end()).isEqualTo(1);
      assertThat(serve.output())
          .filteredOn(line -> line.contains("refuses the schema"))
          .singleElement()
          .asString()
          .contains("schema registry refuses the schema of subject 'other.forecasts-value': 409");
    }
  }

  private ServeProcess serve(
      BrokerProcess broker, int port, String path, List<String> input, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--outputs-format", "avro",
                "--incidents-enabled", "true",
                "--schema-registry-url", "http://127.0.0.1:" + port + path));
    args.addAll(input);
    args.addAll(List.of(more));
    return new ServeProcess(
        broker.bootstrapServers(), dir.resolve("data" + port), args.toArray(String[]::new));
  }

  private static void awaitAbsence(ServeProcess serve) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(lacksRegistry(serve))
                    .as(() -> String.join("\n", serve.output()))
                    .isTrue());
  }

  private static boolean lacksRegistry(ServeProcess serve) throws InterruptedException {
    return serve.get("/health/ready").contains("\"schema registry\"");
  }

  private static void stayAway(Duration time, ServeProcess serve) throws InterruptedException {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    assertThat(lacksRegistry(serve)).as("%s", serve.output()).isTrue();
    assertThat(serve.get("/health/live")).contains("\"live\"");
  }
}
