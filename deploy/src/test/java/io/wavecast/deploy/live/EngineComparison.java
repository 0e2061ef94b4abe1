package io.wavecast.deploy.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.parity.Parity;
import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wavecast replay}, {@code serve} and {@code flink run} write the same events for the same
 * files: those of {@code -Dwavecast.files=DIR}, else a few generated ones.
 */
class EngineComparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ENGINES = List.of("kafka-streams", "flink");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path dir;

  private final int port = FreePorts.next();
  private final String servers = "127.0.0.1:" + port;

  @Test
  void engines_and_replay_write_the_same_events() throws Exception {
    String files = System.getProperty("wavecast.files", "");
    Path input = files.isEmpty() ? GeneratedSeries.write(dir.resolve("input")) : Path.of(files);
    List<String> replay = replay(input);
    int expected = replayedForecasts().values().stream().mapToInt(List::size).sum();
    assertThat(expected).as("forecasts of replay").isPositive();
    List<String> flinkRun = List.of("--data-dir", dir.resolve("flink").toString());
    List<String> serve =
        List.of(
            "--http-port",
            Integer.toString(FreePorts.next()),
            "--data-dir",
            dir.resolve("state").toString());

    try (Program broker =
        wavecast("broker", "--broker-port", "" + port, "--data-dir", "" + dir.resolve("broker"))) {
      createTopics(broker);
      produce(input);
      try (Program kafkaStreams = engine("kafka-streams", serve, "serve");
          Program flink = engine("flink", flinkRun, "flink", "run")) {
        for (String engine : ENGINES) {
          awaitForecasts(engine, expected, kafkaStreams, flink);
        }
        compare(replay);
      }
    }
  }

  private List<String> replay(Path input) throws InterruptedException {
    String out = dir.resolve("replay").toString();
    try (Program replay =
        wavecast("replay", input.toString(), "--out", out, "--alerts", "--json")) {
      return replay.succeed(PATIENCE).output();
    }
  }

  /** Alerts are not compacted in practice, so that all of their changes can be compared. */
  private void createTopics(Program broker) throws Exception {
    List<NewTopic> topics = new ArrayList<>(List.of(topic("observations")));
    for (String engine : ENGINES) {
      for (String topic : List.of("forecasts", "deviations", "dead-letters")) {
        topics.add(topic(engine + "." + topic));
      }
      topics.add(
          topic(engine + ".alerts")
              .configs(Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "1")));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(
              () -> {
                broker.requireRunning();
                return !admin.describeCluster().nodes().get().isEmpty();
              });
      admin.createTopics(topics).all().get();
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 4, (short) 1);
  }

  private void produce(Path input) throws InterruptedException {
    String[] options = {
      "--bootstrap-servers", servers, "--topics-names", "observations=observations"
    };
    try (Program send =
        wavecast(
            "send",
            Stream.concat(Stream.of("" + input), Stream.of(options)).toArray(String[]::new))) {
      send.succeed(PATIENCE);
    }
    Map<String, Object> properties = Map.of("bootstrap.servers", servers);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      byte[] key = "generated-0".getBytes(UTF_8);
      producer.send(new ProducerRecord<>("observations", key, "{\"malformed".getBytes(UTF_8)));
    }
  }

  private Program engine(String name, List<String> options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--bootstrap-servers", servers, "--topics-prefix", name + "."));
    all.addAll(List.of("--topics-names", "observations=observations"));
    all.addAll(options);
    return Program.wavecast(dir, name, all.toArray(String[]::new));
  }

  private Program wavecast(String command, String... args) {
    return Program.wavecast(
        dir, command, Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new));
  }

  private void awaitForecasts(String engine, int expected, Program... running) {
    int[] seen = {0};
    try (CommittedRecords records = new CommittedRecords(servers, engine + ".forecasts")) {
      records.await(
          () -> {
            Stream.of(running).forEach(Program::requireRunning);
            return seen[0] >= expected;
          },
          PATIENCE,
          record -> seen[0]++);
    }
    assertThat(seen[0]).as("forecasts of %s", engine).isEqualTo(expected);
  }

  private void compare(List<String> replay) throws IOException {
    List<String> failures = new ArrayList<>();
    for (String topic : List.of("forecasts", "deviations", "alerts", "dead-letters")) {
      compare(
          topic + ", Flink and Kafka Streams",
          flink(topic),
          events("kafka-streams", topic),
          failures);
    }
    compare("forecasts, Flink and replay", flink("forecasts"), replayedForecasts(), failures);
    List<String> alerts = replay.stream().filter(line -> line.contains("\"state\"")).toList();
    compare("alerts, Flink and replay", flink("alerts"), bySeries(alerts.stream()), failures);
    assertThat(failures).isEmpty();
    assertThat(alerts).as("alerts").isNotEmpty();
  }

  /** Prints a digest, to compare the events of two builds. */
  private static Map<String, List<String>> digested(String what, Map<String, List<String>> events) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(events)
          .forEach(
              (series, values) ->
                  values.forEach(v -> sha256.update((series + "\t" + v + "\n").getBytes(UTF_8))));
      System.out.println(what + ": sha256 " + HexFormat.of().formatHex(sha256.digest()));
      return events;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compare(
      String what,
      Map<String, List<String>> a,
      Map<String, List<String>> b,
      List<String> failures) {
    Parity parity = Parity.of(a, b);
    System.out.println(what + ": " + parity);
    if (!parity.holds()) {
      failures.add(what + ": " + parity);
    }
  }

  private Map<String, List<String>> flink(String topic) {
    return events("flink", topic);
  }

  private Map<String, List<String>> events(String engine, String topic) {
    String name = engine + "." + topic;
    return digested(name, CommittedRecords.byKey(servers, name));
  }

  private Map<String, List<String>> replayedForecasts() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(dir.resolve("replay"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".forecasts.jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file, UTF_8));
      }
    }
    return bySeries(lines.stream());
  }

  private static Map<String, List<String>> bySeries(Stream<String> events) throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    for (String event : events.toList()) {
      JsonNode json = JSON.readTree(event);
      all.computeIfAbsent(json.path("series").asText(), s -> new ArrayList<>()).add(event);
    }
    return all;
  }
}
