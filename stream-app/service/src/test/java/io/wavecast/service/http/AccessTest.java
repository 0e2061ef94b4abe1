package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.service.console.ConsoleApi;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String TOKEN = "a-token-of-the-test-0123456789";
  private static final String BEARER = "Bearer " + TOKEN;

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestSources sources = new TestSources();
  private Path file;
  private HttpServer server;

  @BeforeEach
  void writeToken(@TempDir Path folder) throws Exception {
    file = folder.resolve("token");
    Files.writeString(file, TOKEN + "\n");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    sources.close();
  }

  @Test
  void every_route_but_health_needs_the_token() throws Exception {
    startOnEveryNetwork(Map.of());

    List<Route> routes = routes().toList();

    assertThat(routes).hasSizeGreaterThan(10);
    for (Route route : routes) {
      HttpResponse<String> without = send(route.method, route.path, Map.of());
      boolean open = route.path.equals("/health/live") || route.path.equals("/health/ready");
      assertThat(without.statusCode()).as(route.toString()).isEqualTo(open ? 200 : 401);
      assertThat(status(route)).as(route.toString()).isIn(200, 403, 503); // nothing was started
      if (!open) {
        assertThat(without.headers().firstValue("WWW-Authenticate"))
            .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
        String error =
            "{\"error\":\"a token is needed: Authorization: Bearer TOKEN, or the token as the"
                + " password of any user\"}";
        assertThat(without.body()).isEqualTo(route.method.equals("HEAD") ? "" : error);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /absent",
    "GET, /health/live/",
    "GET, /health/../metrics",
    "GET, //metrics",
    "GET, /HEALTH/live",
    "GET, /health/live%2f..%2f..%2fmetrics",
    "HEAD, /metrics",
    "POST, /metrics",
    "OPTIONS, /metrics",
    "TRACE, /metrics",
    "PUT, /api/status",
    "GET, /api/stream",
    "GET, /api/follow",
    "GET, /pages/sketchpad.js",
    "POST, /api/mute",
    "POST, /api/send"
  })
  void no_other_request_is_served_without_the_token(String method, String path) throws Exception {
    startOnEveryNetwork(Map.of());

    assertThat(send(method, path, Map.of()).statusCode()).isIn(400, 401);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer a-token-of-the-test-012345678",
    "Authorization, Bearer a-token-of-the-test-01234567890",
    "Authorization, Bearer",
    "Authorization, Basic a-token-of-the-test-0123456789",
    "Authorization, a-token-of-the-test-0123456789",
    "Cookie, wavecast=a-token-of-the-test-0123456789"
  })
  void a_wrong_token_is_no_token(String header, String value) throws Exception {
    startOnEveryNetwork(Map.of());

    assertThat(send("GET", "/metrics", Map.of(header, value)).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anybody", "wäve"})
  void a_browser_asks_for_the_token_and_sends_it_as_the_password_of_any_user(String user)
      throws Exception {
    startOnEveryNetwork(Map.of());

    assertThat(send("GET", "/", Map.of()).headers().firstValue("WWW-Authenticate"))
        .hasValue("Basic realm=\"wavecast\"");
    Map<String, String> shown = Map.of("Authorization", basic(user + ":" + TOKEN));
    assertThat(send("GET", "/", shown).body()).contains("console.js");
    assertThat(send("GET", "/api/status", shown).statusCode()).isEqualTo(200);
    Files.writeString(file, "another-token-0123456789");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send("GET", "/api/status", shown).statusCode() == 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", TOKEN, TOKEN + ":", "a:b:" + TOKEN, "a: " + TOKEN, "a:" + TOKEN + "0"})
  void a_wrong_password_is_no_token(String user) throws Exception {
    startOnEveryNetwork(Map.of());

    Map<String, String> shown = Map.of("Authorization", basic(user));

    assertThat(send("GET", "/metrics", shown).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void nothing_but_what_the_console_writes_can_be_written(String method) throws Exception {
    startOnEveryNetwork(Map.of());

    for (String path : server.paths()) {
      boolean isWrite = method.equals("POST") && ConsoleApi.WRITES.contains(path);
      assertThat(send(method, path, Map.of("Authorization", BEARER)).statusCode())
          .as(path)
          .isEqualTo(isWrite ? 403 : 405);
    }
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
  }

  @Test
  void the_token_file_is_read_again_when_it_changes_and_may_hold_the_old_and_the_new()
      throws Exception {
    startOnEveryNetwork(Map.of());
    Map<String, String> next = Map.of("Authorization", "Bearer the-next-token-0123456789");

    Files.writeString(file, "the-next-token-0123456789\n" + TOKEN + "\n");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send("GET", "/metrics", next).statusCode() == 200);
    assertThat(send("GET", "/metrics", Map.of("Authorization", BEARER)).statusCode())
        .isEqualTo(200);
    Files.writeString(file, "the-next-token-0123456789\n");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send("GET", "/metrics", Map.of("Authorization", BEARER)).statusCode() == 401);
    assertThat(send("GET", "/metrics", next).statusCode()).isEqualTo(200);
  }

  @Test
  void reasons_of_health_need_the_token_because_they_name_the_cluster() throws Exception {
    startOnEveryNetwork(Map.of());
    sources.health.ready().add("Kafka", () -> Optional.of("at broker:9092 does not answer"));

    assertThat(send("GET", "/health/ready", Map.of()).body())
        .isEqualTo("{\"status\":\"not ready\"}");
    assertThat(send("GET", "/health/ready", Map.of("Authorization", BEARER)).body())
        .contains("broker:9092");
  }

  @Test
  void the_management_port_has_metrics_and_health_and_nothing_else() throws Exception {
    startOnEveryNetwork(Map.of("http.management-port", "0"));
    Map<String, String> token = Map.of("Authorization", BEARER);

    assertThat(server.managementPort()).isNotEqualTo(server.port());
    assertThat(management("/health/live", Map.of())).isEqualTo(200);
    assertThat(management("/health/ready", Map.of())).isEqualTo(200);
    assertThat(management("/metrics", Map.of())).isEqualTo(401);
    assertThat(management("/metrics", token)).isEqualTo(200);
    assertThat(management("/api/status", token)).isEqualTo(404);
    assertThat(management("/", token)).isEqualTo(404);
    assertThat(send("GET", "/metrics", token).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/health/live", Map.of()).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/api/status", token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/metrics", "/metrics/", "/%6detrics", "//metrics", "/METRICS", "/metrics;a"})
  void metrics_have_no_other_path_on_the_port_of_the_console(String path) throws Exception {
    startOnEveryNetwork(Map.of("http.management-port", "0"));

    HttpResponse<String> answer = send("GET", path, Map.of("Authorization", BEARER));

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("# HELP");
  }

  @Test
  void a_token_file_that_cannot_be_used_is_a_metric_and_the_former_token_stays() throws Exception {
    startOnEveryNetwork(Map.of());
    assertThat(sources.scrape())
        .contains("wavecast_files_refused{setting=\"http.token-file\"} 0.0");

    Files.writeString(file, "");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                sources
                    .scrape()
                    .contains("wavecast_files_refused{setting=\"http.token-file\"} 1.0"));
    assertThat(send("GET", "/metrics", Map.of("Authorization", BEARER)).statusCode())
        .isEqualTo(200);
  }

  private record Route(String method, String path) {}

  /** The status with the token; a stream of events does not end. */
  private int status(Route route) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + route.path))
            .method(route.method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", BEARER)
            .build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();
    return answer.statusCode();
  }

  private Stream<Route> routes() {
    return server.paths().stream()
        .flatMap(
            path ->
                ConsoleApi.WRITES.contains(path)
                    ? Stream.of(new Route("POST", path))
                    : Stream.of(new Route("GET", path), new Route("HEAD", path)));
  }

  private void startOnEveryNetwork(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("http.host", "0.0.0.0");
    settings.put("http.insecure", "true");
    settings.put("http.token-file", file.toString());
    start(settings);
  }

  private void start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("http.port", "0");
    server = HttpServer.start(Settings.of(settings), sources.sources(), sources.metrics());
  }

  private int management(String path, Map<String, String> headers) throws Exception {
    return send("http://127.0.0.1:" + server.managementPort(), "GET", path, headers).statusCode();
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws Exception {
    return send(server.url(), method, path, headers);
  }

  private HttpResponse<String> send(
      String base, String method, String path, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
