package io.wavecast.onnx.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.testkit.http.LocalServer;
import io.wavecast.testkit.process.FreePorts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LimitedHttpTest {
  private static final LimitedHttp PATIENT =
      new LimitedHttp(Duration.ofSeconds(30), Redirect.NORMAL);

  private static LocalServer server;

  @BeforeAll
  static void serve() {
    server =
        new LocalServer()
            .answer("/ten", 200, "0123456789".getBytes(UTF_8))
            .answer("/bad", 503, "away".getBytes(UTF_8))
            .stall("/stalled", "0123456789".getBytes(UTF_8))
            .redirect("/moved", "/ten");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"/ten, 200, 0123456789", "/bad, 503, away"})
  void an_answer_is_returned_whatever_its_status(String path, int status, String body)
      throws IOException {
    HttpResponse<String> answer = PATIENT.send(request(path), BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void a_redirect_is_followed_only_where_that_is_allowed() throws IOException {
    LimitedHttp strict = new LimitedHttp(Duration.ofSeconds(30), Redirect.NEVER);

    HttpResponse<String> followed = PATIENT.send(request("/moved"), BodyHandlers.ofString());
    HttpResponse<String> refused = strict.send(request("/moved"), BodyHandlers.ofString());

    assertThat(followed.body()).isEqualTo("0123456789");
    assertThat(refused.statusCode()).isEqualTo(302);
  }

  @Test
  void the_timeout_includes_the_body() {
    LimitedHttp hasty = new LimitedHttp(Duration.ofMillis(300), Redirect.NEVER);

    assertThatThrownBy(() -> hasty.send(request("/stalled"), BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no complete answer within 300 ms");
  }

  @ParameterizedTest
  @CsvSource({"/ten, 4, 0123", "/ten, 10, 0123456789", "/ten, 99, 0123456789", "/stalled, 4, 0123"})
  void a_prefix_ends_at_its_limit_and_does_not_wait_for_the_rest(
      String path, int max, String prefix) throws IOException {
    byte[] body = PATIENT.send(request(path), info -> LimitedHttp.prefix(max)).body();

    assertThat(new String(body, UTF_8)).isEqualTo(prefix);
  }

  @Test
  void without_an_answer_the_message_is_the_reason_alone() {
    URI nobody = URI.create("http://127.0.0.1:" + FreePorts.next() + "/");

    assertThatThrownBy(
            () -> PATIENT.send(HttpRequest.newBuilder(nobody).build(), BodyHandlers.discarding()))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("connection refused")
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void an_interrupted_thread_stays_interrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> PATIENT.send(request("/stalled"), BodyHandlers.discarding()))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static HttpRequest request(String path) {
    return HttpRequest.newBuilder(server.url(path)).build();
  }
}
