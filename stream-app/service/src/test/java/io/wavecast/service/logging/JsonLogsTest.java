package io.wavecast.service.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.service.Main;
import io.wavecast.service.cli.Cli;
import io.wavecast.testkit.http.LocalServer;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line that a process writes with {@code log.format=json} is one JSON object. */
class JsonLogsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path dir;

  @Test
  void errors_of_the_start_are_json_too() throws Exception {
    Path file = Files.writeString(dir.resolve("a.yaml"), "log.format: json\nbogus: 1\n");
    List<List<String>> commands =
        List.of(
            List.of("serve", "--log-format=json", "--bogus"),
            List.of("serve", "--http-port", "99999", "--log-format", "json"),
            List.of("topics", "check", "--config", file.toString()));
    List<ChildJvm> children =
        commands.stream()
            .map(args -> ChildJvm.start(Main.class, "128m", args.toArray(String[]::new)))
            .toList();

    for (ChildJvm child : children) {
      await().atMost(PATIENCE).until(() -> !child.runsFor(1));
      child.terminate();
      assertThat(child.output()).filteredOn(l -> !l.equals("(end of output)")).hasSize(1);
      assertThat(parse(child.output().get(0)))
          .containsEntry("level", "ERROR")
          .containsEntry("loggerName", "wavecast");
    }
  }

  @Test
  @Tag("slow")
  void every_line_of_a_run_with_failures_and_a_shutdown_is_json() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0));
        LocalServer webhook =
            new LocalServer()
                .handle(
                    "/",
                    exchange -> {
                      posts.incrementAndGet();
                      exchange.sendResponseHeaders(400, -1);
                      exchange.close();
                    })) {
      String kafka = broker.bootstrapServers();
      assertThat(Cli.run("topics", "create", "--bootstrap-servers", kafka).code()).isZero();
      ChildJvm serve =
          ChildJvm.start(
              Main.class,
              "384m",
              "serve",
              "--bootstrap-servers=" + kafka,
              "--http-port=0",
              "--data-dir=" + dir.resolve("data"),
              "--alerts-rules=all * min-breaches=1 window=1",
              "--delivery-webhook-url=" + webhook.url("/"),
              "--log-format=json",
              "--log-level=debug",
              "--log-levels=org.apache.kafka=info");
      try {
        send(kafka, "cpu\n{\"forged\":true}");
        assertThat(dead(kafka)).isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(posts).hasPositiveValue());
        assertThat(serve.terminate()).isZero();
      } finally {
        serve.kill();
      }

      List<Map<String, String>> records = serve.output().stream().map(JsonLogsTest::parse).toList();
      assertThat(records)
          .allSatisfy(r -> assertThat(Instant.parse(r.getOrDefault("time", ""))).isNotNull())
          .allSatisfy(r -> assertThat(r).containsKeys("level", "threadName", "loggerName"));
      assertThat(records).extracting(r -> r.get("formattedMessage")).satisfies(JsonLogsTest::told);
    }
  }

  /** A console address, a dead letter, a rejected alert, a closing stream and a library's lines. */
  private static void told(List<? extends String> messages) {
    for (String part :
        List.of("console http", "dead-lettered", "cpu\n{\"forged\":true}", "NOT_RUNNING", "acks")) {
      assertThat(messages).anyMatch(m -> m.contains(part));
    }
  }

  private static boolean dead(String kafka) {
    AtomicInteger letters = new AtomicInteger();
    try (CommittedRecords records = new CommittedRecords(kafka, "wavecast.dead-letters")) {
      return records.await(() -> letters.get() > 0, PATIENCE, r -> letters.incrementAndGet());
    }
  }

  /** A steady series that jumps, and garbage. */
  private static void send(String kafka, String series) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
      long start = 1_700_000_000_000L;
      for (int i = 0; i < 120; i++) {
        String value =
            "{\"timestamp\":%d,\"value\":%d}".formatted(start + 1000L * i, i < 100 ? i % 5 : 9999);
        producer.send(new ProducerRecord<>("wavecast.observations", series, value));
      }
      producer.send(new ProducerRecord<>("wavecast.observations", series, "garbage\n"));
    }
  }

  private static Map<String, String> parse(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line.getBytes(UTF_8))) {
      assertThat(parser.nextToken()).as(line).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken().isStructStart()) {
          parser.skipChildren();
        } else {
          fields.put(name, parser.getText());
        }
      }
      assertThat(parser.nextToken()).as("after " + line).isNull();
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
    return fields;
  }
}
