package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.metrics.Metric;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wavecast flink run} with the default model, as Prometheus sees it. */
class RunCommandTest {
  private static final int SERIES = 20;
  private static final int MINUTES = 80;

  @TempDir static Path dir;
  private static final int PORT = freePort();
  private static TestBroker broker;
  private static Thread job;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(dir.resolve("broker"));
    Topics topics = Topics.withPrefix("run.");
    broker.create(topics);
    broker.produce(topics, SERIES, 0, MINUTES);
    String[] args = {
      "flink", "run",
      "--bootstrap-servers", broker.bootstrapServers(),
      "--topics-prefix", "run.",
      "--data-dir", dir.resolve("data").toString(),
      "--metrics-port", Integer.toString(PORT)
    };
    CommandLine command =
        CommandLines.launcher().setErr(new PrintWriter(Writer.nullWriter(), true));
    job = new Thread(() -> command.execute(args), "job");
    job.setDaemon(true);
    job.start();
  }

  @AfterAll
  static void stop() {
    job.interrupt();
    broker.close();
  }

  @Test
  void metrics_have_the_declared_names_once_prometheus_has_renamed_them() throws Exception {
    await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(sum(scrape(), "wavecast_forecasts_total"))
                    .isEqualTo(SERIES * (MINUTES - 1)));

    List<String> lines = scrape();

    assertThat(sum(lines, "wavecast_observations_total")).isEqualTo(SERIES * MINUTES);
    assertThat(sum(lines, "wavecast_series")).isEqualTo(SERIES);
    assertThat(lines)
        .as("labels as they are, points too")
        .anyMatch(l -> l.matches("wavecast_batch_size_windows_bucket\\{.*le=\"64\\.0\".*"))
        .anyMatch(l -> l.matches("wavecast_forecasts_total\\{.*model=\"default\".*"))
        .anyMatch(l -> l.startsWith("kafka_consumer_fetch_manager_records_lag_max{"))
        .anyMatch(l -> l.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(l -> l.startsWith("process_cpu_usage"));
    assertThat(lines.stream().filter(l -> l.startsWith("wavecast_")).map(l -> l.split("[{ ]")[0]))
        .as("names, each declared")
        .isNotEmpty()
        .allMatch(RunCommandTest::isDeclared);
  }

  private static boolean isDeclared(String name) {
    for (Metric metric : Metric.values()) {
      if (name.equals(metric.prometheusName())
          || name.matches(Pattern.quote(metric.prometheusName()) + "_(bucket|sum|count)")) {
        return true;
      }
    }
    return false;
  }

  private static double sum(List<String> lines, String name) {
    return lines.stream()
        .filter(l -> l.startsWith(name + "{"))
        .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What Flink tells, by the names that deploy/prometheus gives it. */
  private static List<String> scrape() throws IOException, InterruptedException {
    String text =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    List<String> lines = new ArrayList<>();
    Map<String, String> names = renaming();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      String name = line.split("[{ ]")[0];
      String renamed = name;
      for (Map.Entry<String, String> rule : names.entrySet()) {
        renamed = renamed.replaceFirst("^(?:" + rule.getKey() + ")$", rule.getValue());
      }
      lines.add(renamed + line.substring(name.length()));
    }
    return lines;
  }

  private static Map<String, String> renaming() throws IOException {
    String rules = Files.readString(Path.of("../../deploy/prometheus/prometheus.yml"));
    Map<String, String> names = new TreeMap<>();
    Pattern.compile("regex: (\\S+)\\s+target_label: __name__\\s+replacement: (\\S+)")
        .matcher(rules)
        .results()
        .forEach((MatchResult r) -> names.put(r.group(1), r.group(2)));
    assertThat(names).isNotEmpty();
    return names;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
