package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.metrics.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private static final Settings FREE_PORT = Settings.of(Map.of("http.port", "0"));

  private final Telemetry telemetry = new Telemetry();
  private final Health health = new Health();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    server = HttpServer.start(FREE_PORT, sources(), Metrics.NONE);
  }

  @AfterEach
  void stop() {
    server.close();
    telemetry.close();
  }

  private Sources sources() {
    return new Sources(
        telemetry::scrape, health, new ConsoleApi(() -> Optional.of(telemetry.status()), Map::of));
  }

  @Test
  void prometheus_finds_the_metrics_under_their_declared_names() throws Exception {
    telemetry.metrics().count(Metric.FORECASTS, 3, "lstm");

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("wavecast_forecasts_total{model=\"lstm\"} 3.0");
    assertThat(answer.body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void metrics_are_in_the_open_metrics_format_if_asked_for() throws Exception {
    telemetry.metrics().count(Metric.FORECASTS, 3, "lstm");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/metrics"));

    HttpResponse<String> open =
        client.send(
            request
                .header("Accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(type(open)).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body()).contains("# TYPE wavecast_forecasts counter").endsWith("# EOF\n");
    assertThat(type(get("/metrics"))).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void a_long_page_is_compressed_where_the_client_takes_it() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/metrics")).header("Accept-Encoding", "gzip").build();

    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream page = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
          .contains("jvm_memory_used_bytes");
    }
    assertThat(get("/metrics").headers().firstValue("Content-Encoding")).isEmpty();
  }

  private static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void ready_names_the_reasons_when_it_is_not() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    health.ready().add("stream", () -> Optional.of("is starting"));

    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"stream\":\"is starting\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics", "/health/live", "/health/ready", "/api/status"})
  void head_answers_what_get_does_without_the_body(String path) throws Exception {
    health.ready().add("stream", () -> Optional.of("is starting"));
    HttpResponse<String> get = get(path);

    HttpResponse<String> head =
        send(HttpRequest.newBuilder(uri(path)).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(type(head)).isEqualTo(type(get));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void the_console_is_complete_and_calls_no_other_host() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    Matcher references = Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(page.body());
    int found = 0;
    while (references.find()) {
      HttpResponse<String> part = get(references.group(1));
      assertThat(part.statusCode()).as(references.group(1)).isEqualTo(200);
      assertThat(references.group(1)).startsWith("/");
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(6);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void what_needs_the_topics_is_not_served_before_the_service_has_started() throws Exception {
    for (String path : List.of("/api/series", "/api/history", "/api/alerts", "/api/incidents")) {
      HttpResponse<String> answer = get(path);

      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("{\"error\":\"the service is starting\"}");
      assertThat(type(answer)).isEqualTo("application/json");
    }
  }

  @Test
  void a_browser_is_told_the_status_as_events_also_while_the_service_starts() throws Exception {
    HttpResponse<Stream<String>> events =
        client.send(
            HttpRequest.newBuilder(uri("/api/stream")).build(),
            HttpResponse.BodyHandlers.ofLines());

    try (Stream<String> lines = events.body()) {
      assertThat(type(events)).startsWith("text/event-stream");
      assertThat(lines.filter(line -> !line.isEmpty()).limit(3))
          .containsSequence("retry: 2000", "event: status")
          .last()
          .asString()
          .startsWith("data: {\"series\":null,");
    }
  }

  @Test
  void a_write_needs_a_header_that_pages_of_other_sites_cannot_send() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/mute?series=a&for=1h")).POST(BodyPublishers.noBody());
    HttpResponse<String> without = send(request);

    HttpResponse<String> with = send(request.header("X-Wavecast-Console", "1"));

    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(without.body()).contains("X-Wavecast-Console");
    assertThat(with.statusCode()).isEqualTo(403);
    assertThat(with.body()).contains("http.token-file and calendar.enabled");
    assertThat(get("/api/mute?series=a&for=1h").statusCode()).isEqualTo(405);
  }

  @Test
  void the_script_of_a_page_is_served_while_its_pipeline_is_enabled() throws Exception {
    server.close();
    server =
        HttpServer.start(
            Settings.of(Map.of("http.port", "0", "sketches.enabled", "true")),
            sources(),
            Metrics.NONE);

    HttpResponse<String> script = get("/pages/sketchpad.js");

    assertThat(script.body()).contains("addPage('sketchpad'");
    assertThat(type(script)).startsWith("text/javascript");
    for (String absent : List.of("chorales.js", "sketch.js", "sketchpad", "../sketchpad.js", "")) {
      assertThat(get("/pages/" + absent).statusCode()).as(absent).isIn(400, 404);
    }
  }

  @Test
  void a_record_of_a_page_needs_the_header_and_a_service_that_has_started() throws Exception {
    URI send = uri("/api/send?page=sketchpad&key=k");
    HttpRequest.Builder request = HttpRequest.newBuilder(send).POST(BodyPublishers.ofString("{}"));
    HttpResponse<String> without = send(request);

    HttpResponse<String> with = send(request.header("X-Wavecast-Console", "1"));

    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(with.statusCode()).isEqualTo(503);
    assertThat(get("/api/pages").statusCode()).isEqualTo(503);
    assertThat(get("/api/follow?page=sketchpad&key=k").statusCode()).isEqualTo(503);
  }

  @Test
  void status_has_the_counts_of_the_service() throws Exception {
    telemetry.metrics().count(Metric.OBSERVATIONS, 5);

    assertThat(get("/api/status").body())
        .contains("\"observations\":5", "\"series\":null", "\"latencyMs\":{\"p50\":null");
  }

  @Test
  void a_foreign_host_name_is_not_answered() throws IOException {
    assertThat(raw("/metrics", "evil.example"))
        .startsWith("HTTP/1.1 421")
        .doesNotContain("wavecast_");
    assertThat(raw("/metrics", "localhost")).startsWith("HTTP/1.1 200");
  }

  @Test
  void the_endpoint_is_read_only() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/api/status"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(get("/../META-INF/services/ch.qos.logback.classic.spi.Configurator").statusCode())
        .isIn(400, 404);
  }

  @Test
  void an_answer_that_fails_tells_nothing_and_has_the_headers_of_the_others() throws Exception {
    health
        .ready()
        .add(
            "broken",
            () -> {
              throw new IllegalStateException("broker-1:9092");
            });

    HttpResponse<String> broken = get("/health/ready");
    String unreadable = raw("/api/series?match=%zz", "localhost");

    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).isEqualTo("Server Error\n");
    assertThat(unreadable)
        .startsWith("HTTP/1.1 400")
        .contains("Content-Security-Policy")
        .endsWith("\r\n\r\nBad Request\n");
    for (HttpResponse<String> answer : List.of(broken, get("/absent"))) {
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void a_start_that_fails_leaves_no_port_taken() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Settings busy =
        Settings.of(Map.of("http.port", "" + free, "http.management-port", "" + server.port()));

    assertThatThrownBy(() -> HttpServer.start(busy, sources(), Metrics.NONE))
        .hasMessageContaining("127.0.0.1:" + server.port());

    new ServerSocket(free, 0, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void a_busy_port_is_reported_in_one_line() {
    Settings same = Settings.of(Map.of("http.port", "" + server.port()));

    assertThatThrownBy(() -> HttpServer.start(same, sources(), Metrics.NONE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("127.0.0.1:" + server.port(), "--http-port");
  }

  private String raw(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private URI uri(String path) {
    return URI.create(server.url() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }
}
