package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import io.wavecast.testkit.registry.StandInRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Topics of other producers are read as one configuration file says, on every engine alike. */
@Tag("slow")
public abstract class ForeignInputContract extends ProgramContract {
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

  @Test
  void foreign_records_become_observations_and_forecasts_each_once_and_in_order() throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      Path descriptor = Files.write(dir.resolve("hosts.desc"), HOSTS.descriptorSet());
      topics().create("machines", 6); // the others are created
      Path config = prepare("foreign", CONFIG.formatted(descriptor, registry.url()));
      topics()
          .send(
              "machines",
              "k",
              IntStream.range(0, RECORDS)
                  .mapToObj(ForeignInputContract::machines)
                  .toArray(String[]::new));
      int id = new ForeignAvro(registry.url()).register("orders-value", "\"double\"");
      topics().send("orders", "k", ForeignAvro.write(id, "\"double\"", "12.5"));
      topics().send("hosts", "k", HOSTS.write("Sample", "host: 'h' value: 5"));
      start(config);
      assertThat(read("foreign.forecasts", 4 * (RECORDS - 1))).hasSize(4 * (RECORDS - 1));

      topics().send("meters", "k", START + ",1.5\nbroken\n" + (START + 60) + ",2");

      assertThat(read("foreign.forecasts", 4 * (RECORDS - 1) + 1)).hasSize(4 * (RECORDS - 1) + 1);
      Map<String, List<String>> observations = byKey("foreign.observations");
      assertThat(observations)
          .containsOnlyKeys(
              "h", "k", "orders", "north.a.heat", "north.a.load", "north.b.heat", "north.b.load");
      assertThat(observations.get("north.b.load"))
          .isEqualTo(IntStream.range(0, RECORDS).mapToObj(ForeignInputContract::loadOfB).toList());
      assertThat(observations.get("k")).hasSize(2);
      assertThat(observations.get("orders")).singleElement().asString().contains(":12.5}");
      assertThat(observations.get("h")).singleElement().asString().contains(":5.0}");
      assertThat(byKey("foreign.forecasts").get("north.b.load")).hasSize(RECORDS - 1);
      assertThat(read("foreign.dead-letters", 1))
          .singleElement()
          .extracting(ForeignInputContract::reason)
          .asString()
          .startsWith("input 'meters': field '/at' must be a time: s since the epoch");
      assertThat(topics().names()).noneMatch(topic -> topic.startsWith("foreign-inputs"));
    }
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return new String(letter.headers().lastHeader(DeadLetter.ERROR_MESSAGE).value(), UTF_8);
  }

  private static String machines(int i) {
    return "{\"site\":\"north\",\"at\":%d,\"machines\":[{\"id\":\"a\",\"load\":%d,\"heat\":1},{\"id\":\"b\",\"load\":%d,\"heat\":2}]}"
        .formatted(START + 60L * i, i, 2 * i);
  }

  private static String loadOfB(int i) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted((START + 60L * i) * 1000, 2.0 * i);
  }
}
