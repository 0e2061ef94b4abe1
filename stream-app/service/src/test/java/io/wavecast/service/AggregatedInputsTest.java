package io.wavecast.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve} aggregates raw events, as one configuration file says, and forecasts the result.
 */
@Tag("slow")
class AggregatedInputsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MINUTES = 12;
  private static final long START = 1_700_000_040_000L;

  private static final String CONFIG =
      """
      late-policy: dead-letter
      inputs:
      - topics: clicks
        key: "clicks.{/page}"
        timestamp: /at
        aggregate: count
        fill: zero
      - topics: clicks
        name: users
        key: "users.{/page}"
        timestamp: /at
        value: /user
        aggregate: distinct
      """;

  @TempDir Path dir;

  @Test
  void raw_events_become_one_observation_per_minute_and_these_are_forecast() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String kafka = broker.bootstrapServers();
      Path config = Files.writeString(dir.resolve("wavecast.yaml"), CONFIG);
      Cli create =
          Cli.run("topics", "create", "--bootstrap-servers", kafka, "--config", config + "");
      assertThat(create.code()).as(create.err()).isZero();
      send(kafka, IntStream.rangeClosed(0, MINUTES).boxed().flatMap(m -> clicks(m).stream()));
      send(kafka, Stream.of(click(START, "late")));
      Cli serve = new Cli();
      Thread serving =
          serve.start(
              "serve",
              "--bootstrap-servers",
              kafka,
              "--config",
              config.toString(),
              "--http-port",
              "0",
              "--data-dir",
              dir + "/data");
      Map<String, List<String>> observations;
      List<String> letters = new ArrayList<>();
      try {
        await(kafka, "wavecast.forecasts", 2 * (MINUTES - 2), new ArrayList<>());
        await(kafka, "wavecast.dead-letters", 2, letters);
        observations = CommittedRecords.byKey(kafka, "wavecast.observations");
      } finally {
        serving.interrupt();
        serving.join(PATIENCE.toMillis());
      }

      assertThat(serve.code()).as(serve.err()).isZero();
      assertThat(observations).containsOnlyKeys("clicks.home", "users.home");
      assertThat(observations.get("clicks.home"))
          .isEqualTo(IntStream.range(0, MINUTES - 1).mapToObj(m -> observation(m, m + 1)).toList());
      assertThat(observations.get("users.home"))
          .isEqualTo(
              IntStream.range(0, MINUTES - 1)
                  .mapToObj(m -> observation(m, Math.min(3, m + 1)))
                  .toList());
      assertThat(letters).hasSize(2).allMatch(letter -> letter.contains("\"input\":"));
    }
  }

  /** One more each minute, of three users; the last one does not pass the grace of its minute. */
  private static List<String> clicks(int minute) {
    return IntStream.rangeClosed(0, minute)
        .mapToObj(i -> click(START + 60_000L * minute + i, "u" + i % 3))
        .toList();
  }

  private static String click(long at, String user) {
    return "{\"page\":\"home\",\"at\":%d,\"user\":\"%s\"}".formatted(at, user);
  }

  private static String observation(int minute, int value) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted(START + 60_000L * minute, (double) value);
  }

  private static void send(String kafka, Stream<String> values) throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", kafka), bytes, bytes)) {
      values.forEach(
          value ->
              producer.send(
                  new ProducerRecord<>("clicks", 0, "k".getBytes(UTF_8), value.getBytes(UTF_8))));
      producer.flush();
    }
  }

  private static void await(String kafka, String topic, int enough, List<String> values) {
    try (CommittedRecords records = new CommittedRecords(kafka, topic)) {
      records.read(
          () -> values.size() >= enough,
          PATIENCE,
          record -> values.add(new String(record.value(), UTF_8)));
    }
    assertThat(values).as(topic).hasSizeGreaterThanOrEqualTo(enough);
  }
}
