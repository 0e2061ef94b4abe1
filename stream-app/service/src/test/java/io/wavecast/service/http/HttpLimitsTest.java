package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.metrics.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client can take of the server. */
class HttpLimitsTest {
  private final TestSources sources = new TestSources();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    server =
        HttpServer.start(
            Settings.of(Map.of("http.port", "0")), sources.sources(), sources.metrics());
  }

  @AfterEach
  void stop() {
    server.close();
    sources.close();
  }

  @Test
  void long_headers_are_refused_and_the_server_does_not_name_itself() throws Exception {
    HttpRequest.Builder request = live();

    HttpResponse<Void> most = send(request.header("X-Most", "x".repeat(7_000)).build());
    HttpResponse<Void> more = send(request.header("X-More", "x".repeat(2_000)).build());

    assertThat(most.statusCode()).isEqualTo(200);
    assertThat(most.headers().firstValue("Server")).isEmpty();
    assertThat(more.statusCode()).isEqualTo(431);
  }

  @Test
  void a_page_of_another_site_gets_nothing_of_the_console() throws Exception {
    HttpRequest.Builder status = to("/api/status");
    assertThat(send(status.copy().header("Sec-Fetch-Site", "cross-site").build()).statusCode())
        .isEqualTo(403);
    assertThat(send(status.header("Sec-Fetch-Site", "same-origin").build()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_stream_with_a_wrong_parameter_is_refused() throws Exception {
    assertThat(send(to("/api/stream?limit=0").build()).statusCode()).isEqualTo(400);
  }

  @Test
  void many_open_pages_leave_threads_for_health_and_metrics() throws Exception {
    HttpRequest stream = to("/api/stream").build();
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < ConsoleApi.MAX_STREAMS; i++) {
        HttpResponse<InputStream> told = client.send(stream, BodyHandlers.ofInputStream());
        open.add(told.body());
        assertThat(told.statusCode()).isEqualTo(200);
      }

      HttpResponse<InputStream> further = client.send(stream, BodyHandlers.ofInputStream());

      assertThat(further.statusCode()).isEqualTo(503);
      for (String path : List.of("/health/live", "/metrics", "/api/status")) {
        assertThat(send(to(path).build()).statusCode()).as(path).isEqualTo(200);
      }
      open.remove(0).close();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                HttpResponse<InputStream> told = client.send(stream, BodyHandlers.ofInputStream());
                open.add(told.body());
                return told.statusCode() == 200;
              });
    } finally {
      for (InputStream told : open) {
        told.close();
      }
    }
  }

  @Test
  void scrapes_that_do_not_end_leave_threads_for_health() throws Exception {
    CompletableFuture<Exposition> page = new CompletableFuture<>();
    CountDownLatch running = new CountDownLatch(HttpServer.SCRAPES);
    Sources slow =
        new Sources(
            accept -> {
              running.countDown();
              return page.join();
            },
            sources.health,
            sources.sources().console());
    server.close();
    server = HttpServer.start(Settings.of(Map.of("http.port", "0")), slow, sources.metrics());
    HttpRequest scrape = to("/metrics").build();
    List<CompletableFuture<HttpResponse<Void>>> scrapes = new ArrayList<>();
    for (int i = 0; i < HttpServer.SCRAPES; i++) {
      scrapes.add(client.sendAsync(scrape, BodyHandlers.discarding()));
    }
    running.await();

    assertThat(send(scrape).statusCode()).isEqualTo(503);
    assertThat(send(live().build()).statusCode()).isEqualTo(200);
    page.complete(new Exposition("text/plain", ""));
    for (CompletableFuture<HttpResponse<Void>> each : scrapes) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
    assertThat(send(scrape).statusCode()).isEqualTo(200);
  }

  @Test
  void a_connection_without_an_answer_between_two_sweeps_is_closed() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Socket busy = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.setSoTimeout(10_000); // before the idle time-out ends it
      busy.setSoTimeout(30_000);
      write(slow, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      for (int sweep = 0; sweep < 5; sweep++) {
        ask(busy);
        ask(busy); // its answer shows that the last one is counted
        server.connectors().sweep();
      }

      String end = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(end).doesNotContain("200 OK");
    }
  }

  private static void ask(Socket socket) throws IOException {
    write(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("{}}") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(answer.toString()).isNotNegative();
      answer.append((char) next);
    }
    assertThat(answer).startsWith("HTTP/1.1 200 OK");
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private HttpResponse<Void> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder live() {
    return to("/health/live");
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }
}
