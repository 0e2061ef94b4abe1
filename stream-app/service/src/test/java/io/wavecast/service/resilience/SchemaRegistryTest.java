package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.Gate;
import io.wavecast.testkit.registry.Readings;
import io.wavecast.testkit.registry.StandInRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final List<String> DIRECT =
      List.of(
          "--topics-observations", Readings.TOPIC,
          "--input-format", "avro",
          "--input-series", "/sensor/id",
          "--input-timestamp", "/at",
          "--input-value", "/c");

  /** Through the observations topic. */
  private static final List<String> INPUTS =
      List.of(
          "--inputs",
          "[{topics: readings, format: avro, key: '{/sensor/id}', timestamp: /at, value: /c}]");

  @TempDir Path dir;

  @Test
  void an_absent_registry_loses_and_doubles_nothing() throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      scenario(URI.create(registry.url()), Duration.ofSeconds(3), DIRECT);
    }
  }

  @Test
  void an_absent_registry_loses_and_doubles_nothing_of_inputs() throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      scenario(URI.create(registry.url()), Duration.ofSeconds(3), INPUTS);
    }
  }

  @Test
  void the_same_holds_for_apicurio() throws Exception {
    assumeTrue(ApicurioProcess.isPresent(), "needs the profile apicurio");
    try (ApicurioProcess registry = ApicurioProcess.start(dir)) {
      scenario(registry.url(), Duration.ofSeconds(60), DIRECT);
      incompatible(registry);
    }
  }

  @Test
  void the_same_holds_for_inputs_and_apicurio() throws Exception {
    assumeTrue(ApicurioProcess.isPresent(), "needs the profile apicurio");
    try (ApicurioProcess registry = ApicurioProcess.start(dir)) {
      scenario(registry.url(), Duration.ofSeconds(60), INPUTS);
    }
  }

  private void scenario(URI registry, Duration away, List<String> input) throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.toString());
    try (Gate gate = new Gate(registry.getPort());
        BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"));
        ServeProcess serve = serve(broker, gate.port(), registry.getPath(), input);
        Readings readings = new Readings(broker.bootstrapServers(), foreign)) {
      awaitAbsence(serve);
      readings.send(20, Readings.FIRST);
      stayAway(away, serve);
      gate.open();
      await().atMost(PATIENCE).until(serve::isReady);
      assertThat(forecasts(broker, foreign, 20))
          .as(() -> String.join("\n", serve.output()))
          .isEqualTo(readings.expected());

      gate.shut();
      readings.send(20, Readings.EVOLVED);
      awaitAbsence(serve);
      stayAway(away, serve);
      gate.open();
      assertThat(forecasts(broker, foreign, 40))
          .as(() -> String.join("\n", serve.output()))
          .isEqualTo(readings.expected());

      readings.sendUnreadable();
      String name = input.equals(INPUTS) ? "input 'readings': " : "";
      assertThat(deadLetters(broker, 2))
          .containsExactlyInAnyOrder(
              "unknown-schema: " + name + "schema 999999 is not known to the schema registry",
              "missing-field: " + name + "field '/c' is missing");
      readings.send(1, Readings.EVOLVED);
      assertThat(forecasts(broker, foreign, 41))
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
                DIRECT,
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
                "--schema-registry-timeout", "1s",
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

  /** Series and time of each forecast, by series, as a consumer reads them. */
  private static List<String> forecasts(BrokerProcess broker, ForeignAvro foreign, int rounds)
      throws InterruptedException {
    List<byte[]> values = new ArrayList<>();
    try (CommittedRecords records =
        new CommittedRecords(broker.bootstrapServers(), "wavecast.forecasts")) {
      records.read(
          () -> values.size() >= Readings.SERIES * (rounds - 1),
          PATIENCE,
          record -> values.add(record.value()));
    }
    List<String> forecasts = new ArrayList<>();
    for (byte[] value : values) {
      Map<String, Object> forecast = foreign.read(value);
      forecasts.add(forecast.get("series") + "@" + forecast.get("origin"));
    }
    forecasts.sort(Readings.BY_SERIES); // stable: the order within a series stays
    return forecasts;
  }

  private static List<String> deadLetters(BrokerProcess broker, int count) {
    List<String> letters = new ArrayList<>();
    try (CommittedRecords records =
        new CommittedRecords(broker.bootstrapServers(), "wavecast.dead-letters")) {
      records.read(
          () -> letters.size() >= count,
          PATIENCE,
          record ->
              letters.add(
                  new String(record.headers().lastHeader("wavecast.error.class").value(), UTF_8)
                      + ": "
                      + new String(
                          record.headers().lastHeader("wavecast.error.message").value(), UTF_8)));
    }
    return letters;
  }
}
