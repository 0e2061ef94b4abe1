package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.service.http.RefusedRequests.Reason;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import io.wavecast.testkit.metrics.Scrape;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRequestsTest {
  private static final long BEGIN = Long.MAX_VALUE - 5; // the origin of nanoTime is any
  private static final String TOKEN = "a-token-0123456789";

  @Test
  void wrong_tokens_are_reported_at_once_then_once_a_minute_with_their_number() {
    RefusedRequests refused = new RefusedRequests(new InMemoryMetrics());
    long later = BEGIN + Duration.ofSeconds(60).toNanos();

    assertThat(refused.add(Reason.WRONG_TOKEN, "a", BEGIN))
        .get()
        .asString()
        .endsWith("1, the last one from a");
    assertThat(refused.add(Reason.WRONG_TOKEN, "b", BEGIN + 1)).isEmpty();
    assertThat(refused.add(Reason.WRONG_TOKEN, "c", later - 1)).isEmpty();
    assertThat(refused.add(Reason.WRONG_TOKEN, "d", later))
        .get()
        .asString()
        .endsWith("3, the last one from d");
    assertThat(refused.add(Reason.WRONG_TOKEN, "e", later + 1)).isEmpty();
  }

  @Test
  void other_reasons_are_counted_and_not_reported() {
    InMemoryMetrics metrics = new InMemoryMetrics();
    RefusedRequests refused = new RefusedRequests(metrics);

    assertThat(refused.add(Reason.NO_TOKEN, "a", BEGIN)).isEmpty();
    assertThat(refused.add(Reason.UNKNOWN_HOST, "a", BEGIN)).isEmpty();

    assertThat(metrics.byLabels(Metric.HTTP_REFUSED))
        .isEqualTo(Map.of("no-token", 1L, "wrong-token", 0L, "unknown-host", 1L));
  }

  @Test
  void a_server_counts_what_it_refuses_by_reason(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    Settings settings = Settings.of(Map.of("http.port", "0", "http.token-file", file.toString()));
    try (TestSources sources = new TestSources();
        HttpServer server = HttpServer.start(settings, sources.sources(), sources.metrics())) {
      String right = "Authorization: Bearer " + TOKEN;
      assertThat(counted(sources)).isEqualTo(counts(0, 0, 0));

      assertThat(status(server, "/health/live", "localhost", "")).isEqualTo(200);
      assertThat(status(server, "/metrics", "localhost", right)).isEqualTo(200);
      assertThat(counted(sources)).isEqualTo(counts(0, 0, 0));

      assertThat(status(server, "/metrics", "localhost", "")).isEqualTo(401);
      assertThat(status(server, "/metrics", "localhost", right + "0")).isEqualTo(401);
      assertThat(status(server, "/metrics", "localhost", right + "1")).isEqualTo(401);
      assertThat(status(server, "/health/live", "evil.example", "")).isEqualTo(421);
      assertThat(counted(sources)).isEqualTo(counts(1, 2, 1));
    }
  }

  private static Map<String, Double> counted(TestSources sources) {
    return Scrape.of(sources.scrape()).samples().stream()
        .filter(sample -> sample.name().equals("wavecast_http_refused_total"))
        .collect(Collectors.toMap(s -> s.labels().get("reason"), Scrape.Sample::value));
  }

  private static Map<String, Double> counts(double noToken, double wrongToken, double unknownHost) {
    return Map.of("no-token", noToken, "wrong-token", wrongToken, "unknown-host", unknownHost);
  }

  private static int status(HttpServer server, String path, String host, String header)
      throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
              .formatted(path, host, header.isEmpty() ? "" : header + "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return Integer.parseInt(answer.split(" ")[1]);
      }
    }
  }
}
