package io.wavecast.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import io.wavecast.testkit.registry.StandInRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} reads topics of other producers, as one configuration file says. */
@Tag("slow")
class InputsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int RECORDS = 60;
  private static final long START = 1_700_000_000L;

  private static final String CONFIG =
      """
      inputs:
      - topics: machines
        points: /machines
        key: "{/site}.{/id}.{value}"
        values: {load: /load, heat: /heat}
        timestamp: /at
        timestamp-format: s
      - topics: meters
        format: csv
        columns: [at, kwh]
        value: /kwh
        timestamp: /at
        timestamp-format: s
      - {topics: orders, format: avro, key: "{topic}", value: ""}
      - {topics: hosts, format: protobuf, descriptor: %s, message: Sample, key: "{/host}"}
      schema.registry.url: %s
      """;

  private static final ForeignProtobuf HOSTS =
      new ForeignProtobuf(
          """
          name: "hosts.proto" syntax: "proto3"
          message_type { name: "Sample"
            field { name: "host" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
            field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_DOUBLE } }
          """);

  @TempDir Path dir;

  @Test
  void foreign_records_become_observations_and_forecasts_each_once_and_in_order() throws Exception {
    try (StandInRegistry registry = new StandInRegistry();
        EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String kafka = broker.bootstrapServers();
      Path descriptor = Files.write(dir.resolve("hosts.desc"), HOSTS.descriptorSet());
      Path config =
          Files.writeString(
              dir.resolve("wavecast.yaml"), CONFIG.formatted(descriptor, registry.url()));
      create(kafka, new NewTopic("machines", 6, (short) 1)); // the others are created
      Cli create =
          Cli.run("topics", "create", "--bootstrap-servers", kafka, "--config", config + "");
      assertThat(create.code()).as(create.err()).isZero();
      send(kafka, "machines", IntStream.range(0, RECORDS).mapToObj(InputsTest::machines).toList());
      int id = new ForeignAvro(registry.url()).register("orders-value", "\"double\"");
      send(kafka, "orders", ForeignAvro.write(id, "\"double\"", "12.5"));
      send(kafka, "hosts", HOSTS.write("Sample", "host: 'h' value: 5"));
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
      Map<String, List<String>> forecasts;
      List<ConsumerRecord<byte[], byte[]>> letters;
      try {
        read(kafka, "wavecast.forecasts", 4 * (RECORDS - 1));
        send(kafka, "meters", List.of((START + ",1.5\nbroken\n" + (START + 60) + ",2")));
        read(kafka, "wavecast.forecasts", 4 * (RECORDS - 1) + 1);
        observations = CommittedRecords.byKey(kafka, "wavecast.observations");
        forecasts = CommittedRecords.byKey(kafka, "wavecast.forecasts");
        letters = read(kafka, "wavecast.dead-letters", 1);
      } finally {
        serving.interrupt();
        serving.join(PATIENCE.toMillis());
      }

      assertThat(serve.code()).as(serve.err()).isZero();
      assertThat(new TreeMap<>(observations))
          .containsOnlyKeys(
              "h", "k", "orders", "north.a.heat", "north.a.load", "north.b.heat", "north.b.load");
      assertThat(observations.get("north.b.load"))
          .isEqualTo(IntStream.range(0, RECORDS).mapToObj(InputsTest::loadOfB).toList());
      assertThat(observations.get("k")).hasSize(2);
      assertThat(observations.get("orders")).singleElement().asString().contains(":12.5}");
      assertThat(observations.get("h")).singleElement().asString().contains(":5.0}");
      assertThat(forecasts.get("north.b.load")).hasSize(RECORDS - 1);
      assertThat(
              new String(
                  letters.get(0).headers().lastHeader(DeadLetter.ERROR_MESSAGE).value(), UTF_8))
          .startsWith("input 'meters': field '/at' must be a time: s since the epoch");
      assertThat(topics(kafka)).noneMatch(topic -> topic.startsWith("wavecast-inputs"));
    }
  }

  private static String machines(int i) {
    return "{\"site\":\"north\",\"at\":%d,\"machines\":[{\"id\":\"a\",\"load\":%d,\"heat\":1},{\"id\":\"b\",\"load\":%d,\"heat\":2}]}"
        .formatted(START + 60L * i, i, 2 * i);
  }

  private static String loadOfB(int i) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted((START + 60L * i) * 1000, 2.0 * i);
  }

  private static void create(String kafka, NewTopic topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private static Set<String> topics(String kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      return admin.listTopics().names().get();
    }
  }

  private static void send(String kafka, String topic, List<String> values) throws Exception {
    send(kafka, topic, values.stream().map(v -> v.getBytes(UTF_8)).toArray(byte[][]::new));
  }

  private static void send(String kafka, String topic, byte[]... values) throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", kafka), bytes, bytes)) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), value)).get();
      }
    }
  }

  /** All records of a topic once it has the given number. */
  private static List<ConsumerRecord<byte[], byte[]>> read(String kafka, String topic, int enough) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(kafka, topic)) {
      records.read(() -> all.size() >= enough, PATIENCE, all::add);
    }
    assertThat(all).as(topic).hasSize(enough);
    return all;
  }
}
