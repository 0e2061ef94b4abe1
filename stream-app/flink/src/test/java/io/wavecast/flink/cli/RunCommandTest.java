package io.wavecast.flink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.config.PipelineModules;
import io.wavecast.core.metrics.Metric;
import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchLabel.Guess;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.testkit.process.FreePorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code wavecast flink run} with the shipped models, as consumers and Prometheus see it. */
class RunCommandTest {
  private static final int SERIES = 20;
  private static final int MINUTES = 80;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<ChoraleRequest> REQUESTS =
      IntStream.range(0, 3).mapToObj(RunCommandTest::request).toList();
  private static final List<Sketch> DRAWN =
      IntStream.range(0, 30).mapToObj(RunCommandTest::sketch).toList();

  @TempDir static Path dir;
  private static final int PORT = FreePorts.next();
  private static final int REST = FreePorts.next();
  private static TestBroker broker;
  private static JobTopics topics;
  private static Thread job;

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(dir.resolve("broker"));
    topics = new JobTopics(broker, "run.");
    topics.observe(SERIES, 0, MINUTES);
    for (Sketch sketch : DRAWN) {
      broker.produce(
          topics.sketches().sketches(),
          sketch.sketchId().getBytes(UTF_8),
          SketchJson.write(sketch));
    }
    for (ChoraleRequest request : REQUESTS) {
      topics.request(request);
    }
    String[] args = {
      "flink",
      "run",
      "--bootstrap-servers",
      broker.bootstrapServers(),
      "--topics-prefix",
      "run.",
      "--data-dir",
      dir.resolve("data").toString(),
      "--sketches-enabled",
      "true",
      "--chorales-enabled",
      "true",
      "--metrics-port",
      Integer.toString(PORT),
      "-D",
      "rest.bind-port=" + REST
    };
    CommandLine command =
        CommandLines.launcher(Map.of()).setErr(new PrintWriter(Writer.nullWriter(), true));
    job = new Thread(() -> command.execute(args), "job");
    job.setDaemon(true);
    job.start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    job.interrupt();
    job.join(PATIENCE.toMillis()); // it writes into the folder until it ends
    broker.close();
  }

  @Test
  void nothing_can_be_reached_from_other_machines() {
    List<InetSocketAddress> open = new ArrayList<>();

    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () -> {
              open.clear();
              open.addAll(ListeningSockets.ofThisProcess());
              assertThat(open).extracting(InetSocketAddress::getPort).contains(PORT, REST);
            });

    assertThat(open).allMatch(socket -> socket.getAddress().isLoopbackAddress());
  }

  @Test
  void flinks_rest_api_knows_this_machine_only_and_lets_no_web_page_read_it() {
    await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(rest("127.0.0.1:" + REST))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("access-control-allow-origin: http://127.0.0.1\r\n")
                    .contains("\"jobs\""));
    await().ignoreExceptions().until(() -> rest("evil.example").startsWith("HTTP/1.1 421 "));
  }

  private static String rest(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", REST)) {
      socket
          .getOutputStream()
          .write(
              "GET /jobs HTTP/1.1\r\nHost: %s\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void sketches_get_the_labels_of_the_shipped_classifier() {
    List<SketchLabel> labels =
        topics.labels(DRAWN.size()).stream()
            .sorted(Comparator.comparing(SketchLabel::sketchId))
            .toList();

    assertThat(labels).extracting(SketchLabel::sketchId).isEqualTo(ids());
    try (OnnxSketchClassifier alone = OnnxSketchClassifier.KIND.open()) {
      int classes = alone.classes().size();
      for (int i = 0; i < DRAWN.size(); i++) {
        float[] p = new float[classes];
        alone.classify(SketchPoints.of(DRAWN.get(i).strokes()), 1, p);
        Guess likeliest = labels.get(i).top().get(0);
        assertThat(likeliest.probability())
            .as(likeliest.label())
            .isCloseTo(p[alone.classes().indexOf(likeliest.label())], within(1e-5f));
        assertThat(labels.get(i).top()).hasSize(5);
      }
    }
  }

  @Test
  void chorales_have_the_notes_that_the_shipped_composer_composes_alone() {
    Map<String, List<ChoraleEvent>> composed = new TreeMap<>();
    topics
        .notes(REQUESTS.size())
        .forEach(e -> composed.computeIfAbsent(e.choraleId(), id -> new ArrayList<>()).add(e));

    Map<String, List<ChoraleEvent>> alone = new TreeMap<>();
    try (OnnxComposer composer = OnnxComposer.KIND.open()) {
      for (ChoraleRequest request : REQUESTS) {
        alone.put(request.choraleId(), ChoraleContract.alone(composer, request));
      }
    }
    assertThat(composed).isEqualTo(alone);
  }

  private static ChoraleRequest request(int i) {
    return new ChoraleRequest(
        "chorale-" + i, List.of(new Chord(67, 62, 59, 43)), 20, Mode.SAMPLE, 1, i);
  }

  private static Sketch sketch(int i) {
    float[] x = new float[3 + i];
    float[] y = new float[3 + i];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) (80 * Math.cos(0.2 * k * (1 + i % 5)));
      y[k] = (float) (50 * Math.sin(0.3 * k));
    }
    String id = "drawing-%02d".formatted(i);
    return new Sketch(id, 0, List.of(new Stroke(x, y)), i % 2 == 0, OptionalInt.empty());
  }

  private static List<String> ids() {
    return DRAWN.stream().map(Sketch::sketchId).toList();
  }

  @Test
  void metrics_have_the_declared_names_once_prometheus_has_renamed_them() throws Exception {
    await()
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        sum(scrape(), "wavecast_forecasts_total")
                            + sum(scrape(), "wavecast_sketch_labels_total")
                            + sum(scrape(), "wavecast_chorales_total"))
                    .isEqualTo(SERIES * (MINUTES - 1) + DRAWN.size() + REQUESTS.size()));

    List<String> lines = scrape();

    assertThat(sum(lines, "wavecast_observations_total")).isEqualTo(SERIES * MINUTES);
    assertThat(sum(lines, "wavecast_series")).isEqualTo(SERIES);
    assertThat(sum(lines, "wavecast_sketch_labels_total")).isEqualTo(DRAWN.size());
    assertThat(sum(lines, "wavecast_chorales_total")).isEqualTo(REQUESTS.size());
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
    for (Metric metric : PipelineModules.metrics()) {
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

  /** What Flink exposes, with the names that deploy/prometheus gives it. */
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
}
