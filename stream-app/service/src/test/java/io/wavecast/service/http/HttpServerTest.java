package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.console.IncidentList;
import io.wavecast.service.console.LiveSeries;
import io.wavecast.service.metrics.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
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
  private final LiveSeries live = new LiveSeries(2, 3);
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

  private IncidentList incidents = IncidentList.LOADING;

  private Sources sources() {
    return new Sources(telemetry::scrape, telemetry::status, health, this::look, () -> incidents);
  }

  private List<LiveSeries.Snapshot> look(String series) {
    if (!series.isEmpty()) {
      live.want(series);
    }
    return live.snapshots();
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
        client.send(
            HttpRequest.newBuilder(uri(path)).method("HEAD", BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(type(head)).isEqualTo(type(get));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void the_console_is_complete_and_calls_no_other_host() throws Exception {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    Matcher references = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body());
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
  void live_has_values_earlier_forecasts_for_them_and_the_newest_forecast() throws Exception {
    live.add(new Observation("a", 1000, 1));
    live.add(forecast("a", 1000, 5f, 6f));
    live.add(new Observation("a", 2000, 2));
    live.add(new Observation("a", 3000, 3));
    live.add(forecast("a", 3000, 7f, 8f));
    live.add(new Observation("a", 3000, 9));
    live.add(new Observation("b", 1, 1));
    live.add(new Observation("too many", 1, 1));

    assertThat(get("/api/live").body())
        .contains("\"key\":\"a\",\"t\":[1000,2000,3000],\"y\":[1.0,2.0,3.0]")
        .contains("\"ahead\":{\"yhat\":[null,null,6.0],\"lower\":[null,null,5.0]")
        .contains("\"fan\":{\"origin\":3000,\"stepMs\":1000,\"model\":\"m\"", "\"yhat\":[7.0,8.0]")
        .contains("\"key\":\"b\"")
        .doesNotContain("too many");
  }

  @Test
  void live_has_one_more_series_that_is_asked_for() throws Exception {
    for (String series : List.of("a", "b", "one/more ü")) {
      live.add(new Observation(series, 1, 1));
    }
    assertThat(get("/api/live?series=one%2Fmore%20%C3%BC").body()).doesNotContain("more");

    live.add(new Observation("one/more ü", 2, 1));

    assertThat(get("/api/live").body()).contains("\"key\":\"one/more ü\"");
  }

  @Test
  void live_has_alert_states_and_lists_the_most_urgent_first() throws Exception {
    live.add(new Observation("a", 1000, 1));
    live.add(
        new Alert(
            "id",
            "b",
            Alert.State.CRITICAL,
            Alert.State.WARNING,
            900,
            800,
            2.5f,
            Cause.of("record", Direction.ABOVE),
            "default",
            "3 of 5 \"bad\""));

    assertThat(get("/api/live").body())
        .startsWith(
            "{\"series\":[{\"key\":\"b\",\"alert\":{\"id\":\"id\",\"state\":\"CRITICAL\",\"since\":900,\"score\":2.5,\"reason\":\"3"
                + " of 5 \\\"bad\\\"\"}")
        .contains("{\"key\":\"a\",\"t\":[1000]");
  }

  @Test
  void incidents_are_served_as_json() throws Exception {
    String loading = get("/api/incidents").body();
    incidents = new IncidentList(true, true, List.of());
    HttpResponse<String> answer = get("/api/incidents");

    assertThat(loading).startsWith("{\"enabled\":true,\"loaded\":false,\"open\":null,");
    assertThat(answer.body())
        .isEqualTo("{\"enabled\":true,\"loaded\":true,\"open\":0,\"incidents\":[]}");
    assertThat(type(answer)).isEqualTo("application/json");
  }

  @Test
  void status_has_the_counts_of_the_service() throws Exception {
    telemetry.metrics().count(Metric.OBSERVATIONS, 5);

    assertThat(get("/api/status").body())
        .contains("\"observations\":5", "\"series\":null", "\"latencyMs\":{\"p50\":null");
  }

  @Test
  void a_foreign_host_name_is_not_answered() throws IOException {
    assertThat(raw("evil.example")).startsWith("HTTP/1.1 421").doesNotContain("wavecast_");
    assertThat(raw("localhost")).startsWith("HTTP/1.1 200");
  }

  @Test
  void the_endpoint_is_read_only() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/api/status"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isIn(404, 405);
    assertThat(get("/../META-INF/services/ch.qos.logback.classic.spi.Configurator").statusCode())
        .isIn(400, 404);
  }

  @Test
  void a_busy_port_is_reported_in_one_line() {
    Settings same = Settings.of(Map.of("http.port", "" + server.port()));

    assertThatThrownBy(() -> HttpServer.start(same, sources(), Metrics.NONE))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("127.0.0.1:" + server.port(), "--http-port");
  }

  private String raw(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private URI uri(String path) {
    return URI.create(server.url() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Forecast forecast(String series, long origin, float... yhat) {
    float[] lower = new float[yhat.length];
    float[] upper = new float[yhat.length];
    for (int i = 0; i < yhat.length; i++) {
      lower[i] = yhat[i] - 1;
      upper[i] = yhat[i] + 1;
    }
    return new Forecast(
        series, origin, 1000, yhat, lower, upper, 0.9, new ModelRef("m", "1"), false, false);
  }
}
