package io.wavecast.service.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Metric.DataCase;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Telemetry telemetry = new Telemetry();
  private final LocalServer server = new LocalServer();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private volatile int status = 200;
  @TempDir private Path folder;

  private record Received(Map<String, List<String>> headers, ResourceMetrics resource) {}

  @BeforeEach
  void listen() {
    server.handle("/v1/metrics", this::receive);
    settings.put("otlp.url", server.url("/v1/metrics").toString());
    settings.put("otlp.interval", "1h"); // only the last post
  }

  @AfterEach
  void close() {
    server.close();
    telemetry.close();
  }

  @Test
  void every_declared_bucket_arrives_with_its_count() throws Exception {
    double[] bounds = io.wavecast.core.metrics.Metric.FORECAST_ERROR.bounds();
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.FORECAST_ERROR, 0.02, "1");
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.FORECAST_ERROR, 0.02, "1");
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.FORECAST_ERROR, 5000, "1");
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.FORECAST_ERROR, 1, "10");

    Metric error = exported().get("wavecast.forecast.error");

    assertThat(error.getHistogram().getAggregationTemporality().name()).endsWith("CUMULATIVE");
    assertThat(error.getHistogram().getDataPointsList())
        .hasSize(2)
        .allSatisfy(
            point ->
                assertThat(point.getExplicitBoundsList())
                    .containsExactlyElementsOf(Arrays.stream(bounds).boxed().toList()));
    HistogramDataPoint first = error.getHistogram().getDataPoints(0);
    assertThat(attributes(first.getAttributesList())).isEqualTo(Map.of("lead", "1"));
    assertThat(first.getSum()).isEqualTo(5000.04);
    assertThat(first.getCount()).isEqualTo(3);
    assertThat(first.getBucketCountsCount()).isEqualTo(bounds.length + 1);
    assertThat(first.getBucketCounts(1)).as("up to " + bounds[1]).isEqualTo(2);
    assertThat(first.getBucketCounts(bounds.length)).as("above all bounds").isEqualTo(1);
  }

  @Test
  void each_kind_of_metric_arrives_with_the_declared_name_and_unit() throws Exception {
    telemetry.metrics().count(io.wavecast.core.metrics.Metric.DEAD_LETTERS, 7, "in", "json");
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.FORECAST_LATENCY, 0.25);
    telemetry.metrics().record(io.wavecast.core.metrics.Metric.TOP_SCORES, 3.5, "pump.7");
    telemetry
        .metrics()
        .gauge(io.wavecast.core.metrics.Metric.BUILD_INFO, () -> 1, "1.0", "abc", "17");

    Map<String, Metric> metrics = exported();

    Metric letters = metrics.get("wavecast.dead.letters");
    assertThat(letters.getSum().getIsMonotonic()).isTrue();
    NumberDataPoint total = letters.getSum().getDataPoints(0);
    assertThat(total.getAsDouble()).isEqualTo(7);
    assertThat(attributes(total.getAttributesList()))
        .isEqualTo(Map.of("topic", "in", "reason", "json"));
    assertThat(total.getStartTimeUnixNano()).isPositive().isLessThan(total.getTimeUnixNano());
    assertThat(metrics.get("wavecast.forecast.latency").getUnit()).isEqualTo("s");
    assertThat(metrics.get("wavecast.forecast.latency").getDescription())
        .isEqualTo(io.wavecast.core.metrics.Metric.FORECAST_LATENCY.help());
    assertThat(
            attributes(
                metrics
                    .get("wavecast.deviation.score.top")
                    .getGauge()
                    .getDataPoints(0)
                    .getAttributesList()))
        .isEqualTo(Map.of("series", "pump.7"));
    assertThat(metrics.get("wavecast.build.info").getGauge().getDataPoints(0).getAsDouble())
        .isEqualTo(1);
    assertThat(metrics.get("process_resident_memory_bytes").getGauge().getDataPointsList())
        .isNotEmpty();
    assertThat(metrics.values().stream().map(Metric::getDataCase))
        .doesNotContain(DataCase.DATA_NOT_SET);
  }

  @Test
  void the_resource_names_the_process_and_has_the_attributes_of_the_settings() throws Exception {
    settings.put("application-id", "pumps");
    settings.put("otlp.resource-attributes", "deployment.environment.name=test,service.name=w2");

    exported();

    Map<String, String> resource =
        attributes(received.get(0).resource().getResource().getAttributesList());
    assertThat(resource)
        .containsEntry("service.name", "w2")
        .containsEntry("application", "pumps")
        .containsEntry("engine", "kafka-streams")
        .containsEntry("deployment.environment.name", "test");
    assertThat(resource.get("service.instance.id")).endsWith(":8080");
    assertThat(resource.get("service.version")).isNotBlank();
  }

  @Test
  void a_receiver_that_refuses_gets_the_totals_with_the_next_post() {
    settings.put("otlp.interval", "1s");
    status = 503;
    try (OtlpExport export = start()) {
      telemetry.metrics().count(io.wavecast.core.metrics.Metric.DUPLICATES, 5);
      assertThat(export).isNotNull();
      await().atMost(PATIENCE).until(() -> !received.isEmpty());
      int before = received.size();
      status = 200;

      await().atMost(PATIENCE).until(() -> received.size() > before);
    }

    Metric last = metrics(received.get(received.size() - 1)).get("wavecast.observations.duplicate");
    assertThat(last.getSum().getDataPoints(0).getAsDouble()).isEqualTo(5);
  }

  @Test
  void headers_come_from_a_file_that_may_be_replaced() throws Exception {
    settings.put("otlp.interval", "1s");
    Path file = Files.writeString(folder.resolve("headers"), "Authorization: Bearer a\nX-B: c:d\n");
    settings.put("otlp.headers-file", file.toString());
    try (OtlpExport export = start()) {
      assertThat(export).isNotNull();
      await().atMost(PATIENCE).until(() -> !received.isEmpty());
      Path next = Files.writeString(folder.resolve("next"), "Authorization: Bearer new");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

      await().atMost(PATIENCE).until(() -> authorizations().anyMatch("Bearer new"::equals));
    }

    assertThat(received.get(0).headers())
        .containsEntry("Authorization", List.of("Bearer a"))
        .containsEntry("X-b", List.of("c:d"))
        .containsEntry("Content-type", List.of("application/x-protobuf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret", "Host: s3cret", "A b: s3cret", "X: s3cret\u20ac"})
  void lines_that_are_no_headers_are_refused_and_not_shown(String line) throws Exception {
    Path file = Files.writeString(folder.resolve("headers"), "X-A: b\n" + line);
    settings.put("otlp.headers-file", file.toString());

    assertThatThrownBy(this::start)
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "otlp.headers-file must have one 'Name: value' in each line; line 2 is none that can be"
                + " sent");
  }

  @Test
  void a_receiver_with_an_authority_of_its_own_that_wants_a_certificate_gets_metrics()
      throws Exception {
    TestCertificate theirs = TestCertificate.make("EC");
    TestCertificate ours = TestCertificate.make("EC");
    theirs.writeCertificate(tls("authority"));
    ours.writeCertificate(tls("certificate"));
    ours.writeKey(tls("key"));
    try (LocalServer strict = LocalServer.mutualTls(theirs.server(ours))) {
      strict.handle("/", this::receive);
      settings.put("otlp.url", strict.url("/").toString());

      assertThat(exported()).isNotEmpty();
    }
  }

  @Test
  void without_an_address_nothing_is_exported() {
    settings.remove("otlp.url");

    assertThat(
            OtlpExport.start(Settings.of(settings), 0, telemetry::snapshots, telemetry.metrics()))
        .isEmpty();
  }

  private Path tls(String name) {
    settings.put("otlp.tls." + name, folder.resolve(name).toString());
    return folder.resolve(name);
  }

  private OtlpExport start() {
    return OtlpExport.start(Settings.of(settings), 8080, telemetry::snapshots, telemetry.metrics())
        .orElseThrow();
  }

  /** What the post at the end has. */
  private Map<String, Metric> exported() {
    start().close();
    assertThat(received).hasSize(1);
    return metrics(received.get(0));
  }

  private Stream<String> authorizations() {
    return received.stream().map(request -> request.headers().get("Authorization").get(0));
  }

  private static Map<String, Metric> metrics(Received request) {
    return request.resource().getScopeMetrics(0).getMetricsList().stream()
        .collect(Collectors.toMap(Metric::getName, metric -> metric));
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, a -> a.getValue().getStringValue()));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body);
      received.add(
          new Received(Map.copyOf(exchange.getRequestHeaders()), request.getResourceMetrics(0)));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
