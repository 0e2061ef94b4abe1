package io.wavecast.flink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.flink.kafka.TestBroker.Sent;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import io.wavecast.testkit.registry.StandInRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wavecast flink run} reads topics of other producers, as one configuration file says. */
class InputsTest {
  private static final int RECORDS = 60;
  private static final long START = 1_700_000_000L;

  private static final String CONFIG =
      """
      inputs:
      - topics: machines
        points: /machines
        key: "{/site}.{/id}"
        value: /load
        timestamp: /at
        timestamp-format: s
      - {topics: meters, format: number}
      - {topics: orders, format: avro, value: ""}
      - {topics: hosts, format: protobuf, descriptor: %s, message: Sample, key: "{/host}"}
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
    Path descriptor = Files.write(dir.resolve("hosts.desc"), HOSTS.descriptorSet());
    Path config = Files.writeString(dir.resolve("wavecast.yaml"), CONFIG.formatted(descriptor));
    try (StandInRegistry registry = new StandInRegistry();
        TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      broker.create(Topics.withPrefix("wavecast."));
      broker.create("machines", "meters", "orders", "hosts");
      broker.produce(
          "machines",
          IntStream.range(0, RECORDS).mapToObj(i -> new Sent("k", machines(i))).toList());
      broker.produce("meters", List.of(new Sent("m", "1.5"), new Sent("m", "x")));
      int id = new ForeignAvro(registry.url()).register("orders-value", "\"double\"");
      broker.produce("orders", "o".getBytes(UTF_8), ForeignAvro.write(id, "\"double\"", "12.5"));
      broker.produce("hosts", "x".getBytes(UTF_8), HOSTS.write("Sample", "host: 'h' value: 5"));
      StringWriter err = new StringWriter();
      CommandLine command = CommandLines.launcher(Map.of()).setErr(new PrintWriter(err, true));
      Thread job =
          new Thread(
              () ->
                  command.execute(
                      "flink", "run",
                      "--bootstrap-servers", broker.bootstrapServers(),
                      "--config", config.toString(),
                      "--schema-registry-url", registry.url(),
                      "--data-dir", dir.resolve("data").toString()),
              "job");
      job.setDaemon(true);
      job.start();
      try {
        List<ConsumerRecord<byte[], byte[]>> forecasts =
            broker.committed("wavecast.forecasts", all -> all.size() >= 2 * (RECORDS - 1));
        List<ConsumerRecord<byte[], byte[]>> letters =
            broker.committed("wavecast.dead-letters", all -> !all.isEmpty());
        Map<String, List<String>> observations =
            broker.committed("wavecast.observations", all -> all.size() >= 2 * RECORDS + 3).stream()
                .collect(
                    Collectors.groupingBy(
                        r -> new String(r.key(), UTF_8),
                        Collectors.mapping(
                            r -> new String(r.value(), UTF_8), Collectors.toList())));

        assertThat(forecasts).hasSize(2 * (RECORDS - 1));
        assertThat(observations).containsOnlyKeys("h", "m", "o", "north.a", "north.b");
        assertThat(observations.get("north.b"))
            .isEqualTo(IntStream.range(0, RECORDS).mapToObj(InputsTest::loadOfB).toList());
        assertThat(observations.get("o")).singleElement().asString().endsWith("\"value\":12.5}");
        assertThat(observations.get("h")).singleElement().asString().endsWith("\"value\":5.0}");
        assertThat(letters).hasSize(1);
      } finally {
        job.interrupt();
        job.join();
      }
    }
  }

  private static String machines(int i) {
    return "{\"site\":\"north\",\"at\":%d,\"machines\":[{\"id\":\"a\",\"load\":%d},{\"id\":\"b\",\"load\":%d}]}"
        .formatted(START + 60L * i, i, 2 * i);
  }

  private static String loadOfB(int i) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted((START + 60L * i) * 1000, 2.0 * i);
  }
}
