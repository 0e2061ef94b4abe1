package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.flink.cluster.FlinkClient.Ended;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a secured Kafka cluster: with exactly the rights that are documented, on a
 * JobManager and a TaskManager that know nothing of the OAuth server but what the job brings.
 */
@Tag("slow")
class SecuredJobIT {
  private static final String JAR = "target/job/wavecast-flink-job.jar";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dir;

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void the_job_runs_by_each_way_to_log_in_with_exactly_its_rights() throws Exception {
    try (SecuredBroker broker = SecuredBroker.start(dir);
        TestCluster cluster = new TestCluster(dir.resolve("flink"), 1, FlinkClient.classPath())) {
      FlinkClient flink = new FlinkClient(dir.resolve("conf"), cluster.restPort());
      for (Mechanism mechanism : Mechanism.values()) {
        String id = mechanism.name().toLowerCase(Locale.ROOT);
        Path file = configuration(broker, mechanism, id);
        Settings settings = Settings.load(Host.FLINK, Map.of(), Map.of(), Optional.of(file));
        create(broker, settings);
        produce(broker, id + ".observations");
        permit(broker, Program.FLINK.acls(settings, false));

        Ended submitted = flink.run(run(file));
        assertThat(submitted.exit()).as(submitted.said()).isZero();
        awaitForecasts(broker, id + ".forecasts", cluster);
        assertNoSecret(cluster);
        flink.run("cancel", job(submitted));
      }
      assertThat(broker.issuedTokens()).isGreaterThan(1); // the client's and the cluster's
    }
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void a_missing_right_is_named_before_the_job_is_submitted() throws Exception {
    try (SecuredBroker broker = SecuredBroker.start(dir)) {
      FlinkClient flink = new FlinkClient(dir.resolve("conf"), 1);
      Path file = configuration(broker, Mechanism.PLAIN, "missing");
      Settings settings = Settings.load(Host.FLINK, Map.of(), Map.of(), Optional.of(file));
      create(broker, settings);
      List<Acl> all = Program.FLINK.acls(settings, false);
      for (Acl missing : all.stream().filter(acl -> !acl.optional()).toList()) {
        permit(broker, all.stream().filter(acl -> !acl.equals(missing)).toList());

        Ended ended = flink.run(run(file));

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.said()).contains("wavecast: not permitted: " + missing + ", which flink");
        assertThat(ended.said()).doesNotContain(SecuredBroker.SECRET);
      }
    }
  }

  private Path configuration(SecuredBroker broker, Mechanism mechanism, String id)
      throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("bootstrap.servers: " + broker.bootstrapServers(mechanism));
    lines.add("application.id: " + id);
    lines.add("topics.prefix: " + id + ".");
    broker
        .client(mechanism)
        .forEach((name, value) -> lines.add("kafka.%s: '%s'".formatted(name, value)));
    return Files.write(dir.resolve(id + ".yaml"), lines);
  }

  private static void create(SecuredBroker broker, Settings settings) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()), PATIENCE)) {
      admin.ensure(
          TopicSpec.of(Settings.of(Map.of("topics.prefix", settings.get(TopicKeys.PREFIX)))));
    }
  }

  private static void produce(SecuredBroker broker, String topic) {
    StringSerializer text = new StringSerializer();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()), text, text)) {
      for (int i = 1; i <= 5; i++) {
        String value = "{\"timestamp\":%d,\"value\":%d}".formatted(60_000L * i, i);
        producer.send(new ProducerRecord<>(topic, "a", value));
      }
    }
  }

  private static void permit(SecuredBroker broker, List<Acl> acls) throws Exception {
    broker.permit(acls.stream().map(a -> a.binding("User:" + SecuredBroker.USER)).toList());
  }

  private String[] run(Path file) {
    return new String[] {
      "run",
      "-d",
      "-p",
      "1",
      JAR,
      "--config",
      file.toString(),
      "--checkpoint-dir",
      dir.resolve("checkpoints").toString()
    };
  }

  private static String job(Ended submitted) {
    return submitted.said().replaceAll("(?s).*JobID ([0-9a-f]{32}).*", "$1");
  }

  private static void awaitForecasts(SecuredBroker broker, String topic, TestCluster cluster) {
    List<String> forecasts = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(broker.bootstrapServers(), topic)) {
      boolean enough =
          records.await(
              () -> forecasts.size() == 4, PATIENCE, r -> forecasts.add(new String(r.value())));
      assertThat(enough).as("%s %s", forecasts, cluster.logs()).isTrue();
    }
  }

  /** Neither in what the web interface shows nor in what the processes logged. */
  private void assertNoSecret(TestCluster cluster) throws Exception {
    String rest = "http://127.0.0.1:" + cluster.restPort();
    String jobs = get(rest + "/jobs");
    String job = jobs.replaceAll("(?s).*\"id\":\"([0-9a-f]{32})\",\"status\":\"RUNNING\".*", "$1");
    StringBuilder shown = new StringBuilder(get(rest + "/jobmanager/config"));
    for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
      shown.append(get(rest + "/jobs/" + job + page));
    }
    assertThat(shown).contains("observations").doesNotContain(SecuredBroker.SECRET);
    try (Stream<Path> files = Files.walk(dir.resolve("flink"))) {
      for (Path log : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        assertThat(Files.readString(log)).as(log.toString()).doesNotContain(SecuredBroker.SECRET);
      }
    }
  }

  private static String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
