package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.deploy.grafana.BoardQueries;
import io.wavecast.deploy.grafana.BoardQueries.BoardQuery;
import io.wavecast.deploy.live.Alertmanager.Notification;
import io.wavecast.testkit.metrics.Scrape;
import io.wavecast.testkit.process.Program;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, watched by a real Prometheus and a real Alertmanager with the configuration of deploy/.
 * Needs Debian's packages prometheus and prometheus-alertmanager. The long form ({@code
 * -Dwavecast.long}) takes up to ten minutes.
 */
class LiveCheck {
  /** Queries about rare events, and about TLS, which the demo does not use, may have no data. */
  private static final List<String> RARE =
      List.of(
          "ALERTS{",
          "gc_pause",
          "changes(wavecast_model_loads",
          "wavecast_certificate_end_timestamp_seconds");

  private static final String SERIES = "wave.1";
  private static final Duration FAULT_AFTER = Duration.ofSeconds(100);

  @TempDir Path dir;

  private Alertmanager alertmanager;

  @BeforeEach
  void start() throws IOException {
    alertmanager = new Alertmanager(dir);
  }

  @AfterEach
  void stop() {
    alertmanager.close();
  }

  @Test
  void every_query_and_rule_is_understood_and_has_data() throws Exception {
    try (Demo demo = demo();
        Prometheus prometheus = Prometheus.start(dir, demo.httpPort(), alertmanager.port());
        KafkaProducer<byte[], byte[]> producer = demo.producer()) {
      await("every query and rule has data")
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofSeconds(3))
          .ignoreExceptionsInstanceOf(IOException.class)
          .untilAsserted(
              () -> {
                demo.requireRunning();
                sendInputs(producer);
                assertThat(withoutData(prometheus)).as("without data").isEmpty();
              });
      checkPage(demo);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "wavecast.long", matches = ".*")
  void a_fault_raises_one_alert_over_a_restart_and_a_kill() throws Exception {
    Instant start = Instant.now();
    try (Demo demo = demo("--inject-fault", FAULT_AFTER.toSeconds() + "s")) {
      await("the fault raises an alert")
          .atMost(Duration.ofMinutes(5))
          .until(() -> !alertmanager.firing(SERIES).isEmpty());
      assertThat(alertmanager.firing(SERIES)).hasSize(1);

      demo.stop();
      demo.start("--inject-fault", "1s");
      demo.kill();
      demo.start("--inject-fault", "0s");

      await("the recovery resolves the alert")
          .atMost(Duration.ofMinutes(5))
          .until(
              () -> {
                demo.requireRunning();
                return alertmanager.firing(SERIES).isEmpty() && isResolved();
              });
      checkNotifications(start.plus(FAULT_AFTER).minusSeconds(30));
    }
  }

  private Demo demo(String... once) {
    return new Demo(
        dir,
        List.of(
            "--sketches-enabled",
            "true",
            "--chorales-enabled",
            "true",
            "--incidents-enabled",
            "true",
            "--inputs",
            "[{topics: raw-events, key: requests, aggregate: count, every: 1s, grace: 1s}]",
            "--metrics-series",
            "wave.1",
            "--delivery-alertmanager-url",
            "http://127.0.0.1:" + alertmanager.port(),
            "--delivery-alertmanager-resend",
            "30s"),
        once);
  }

  private static void sendInputs(KafkaProducer<byte[], byte[]> producer) {
    String id = Long.toString(System.nanoTime());
    producer.send(new ProducerRecord<>("raw-events", Demo.bytes(id), Demo.bytes("{}")));
    producer.send(
        new ProducerRecord<>(
            "wavecast.sketches",
            Demo.bytes(id),
            Demo.bytes("{\"strokes\":[[[0,100,100,0],[30,30,95,95]]],\"finished\":true}")));
    producer.send(
        new ProducerRecord<>(
            "wavecast.chorale-requests",
            Demo.bytes(id),
            Demo.bytes("{\"seedChords\":[[73,68,61,53],[69,66,61,54]],\"length\":4}")));
  }

  private static List<String> withoutData(Prometheus prometheus) throws IOException {
    List<String> empty = new ArrayList<>();
    for (JsonNode rule : prometheus.rules()) {
      String name = rule.path("name").asText();
      if (!rule.path("health").asText().equals("ok")) {
        empty.add(name + " is " + rule.path("health") + ": " + rule.path("lastError"));
      } else if (rule.path("type").asText().equals("recording") && !isRare(rule.path("query"))) {
        if (prometheus.query(name).isEmpty()) {
          empty.add(name);
        }
      }
    }
    for (BoardQuery query : BoardQueries.all()) {
      if (prometheus.query(query.expr()).isEmpty() && !isRare(query.expr())) {
        empty.add(query.toString());
      }
    }
    return empty;
  }

  private static boolean isRare(JsonNode query) {
    return isRare(query.asText());
  }

  private static boolean isRare(String query) {
    return RARE.stream().anyMatch(query::contains);
  }

  /** Metrics follow Prometheus' conventions, and foreign meters in use are there. */
  private void checkPage(Demo demo) throws Exception {
    String page = demo.metrics();
    Path own = dir.resolve("metrics.txt");
    Files.write(own, page.lines().filter(l -> l.matches("(# \\w+ )?wavecast_.*")).toList());
    try (Program promtool =
        Program.start(
            dir, "promtool", List.of("sh", "-c", "exec promtool check metrics <" + own))) {
      promtool.succeed(Duration.ofMinutes(1));
    }
    Set<String> names =
        Scrape.of(page).samples().stream()
            .map(Scrape.Sample::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream<String> foreign =
        Repository.read("deploy/prometheus/foreign-meters.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[ :]", 2)[0]);
    assertThat(names).containsAll(foreign.toList());
  }

  private boolean isResolved() {
    List<Notification> all = alertmanager.notifications(SERIES);
    return !all.isEmpty() && all.get(all.size() - 1).status().equals("resolved");
  }

  /** One incident; each severity of it was notified once, and so was its end. */
  private void checkNotifications(Instant since) {
    List<Notification> all =
        alertmanager.notifications(SERIES).stream()
            .filter(n -> !n.startsAt().isBefore(since))
            .toList();
    assertThat(all).isNotEmpty().doesNotHaveDuplicates();
    assertThat(all.stream().map(Notification::startsAt).distinct()).as("%s", all).hasSize(1);
    assertThat(all)
        .allSatisfy(
            n ->
                assertThat(all)
                    .contains(
                        new Notification(
                            n.series(),
                            n.severity(),
                            n.status().equals("firing") ? "resolved" : "firing",
                            n.startsAt())));
  }
}
