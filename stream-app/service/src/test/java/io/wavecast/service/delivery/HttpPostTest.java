package io.wavecast.service.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.testkit.http.LocalServer;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that starts an answer and never ends it. */
@Timeout(30)
class HttpPostTest {
  private final LocalServer server = new LocalServer();
  private int status;
  private String start = "";

  @BeforeEach
  void open() {
    server.handle(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (status > 0) {
            exchange.sendResponseHeaders(status, start.isEmpty() ? -1 : 1_000_000);
            exchange.getResponseBody().write(start.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void an_answer_that_never_starts_fails_after_the_timeout() {
    assertTimesOut();
  }

  @Test
  void an_answer_that_stalls_within_its_body_fails_after_the_timeout() {
    status = 500;
    start = "half a rea";

    assertTimesOut();
  }

  @Test
  void only_the_start_of_a_long_answer_is_read() {
    status = 500;
    start = "x".repeat(5000);

    assertThatThrownBy(() -> post(Duration.ofSeconds(20)))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 answers 500: " + "x".repeat(200));
  }

  @Test
  void an_answer_without_a_body_is_its_status() {
    status = 500;

    assertThatThrownBy(() -> post(Duration.ofSeconds(20)))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 answers 500");
  }

  @Test
  void a_success_does_not_wait_for_the_body() throws Exception {
    status = 200;
    start = "half an ans";

    assertThat(post(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void user_and_password_of_the_address_are_shown_to_the_receiver() throws Exception {
    AtomicReference<String> shown = new AtomicReference<>("");
    server.handle(
        "/hook",
        exchange -> {
          shown.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, -1);
        });
    URI address = URI.create(server.url("/hook").toString().replace("://", "://me:s%40cret@"));

    assertThat(post(address, Duration.ofSeconds(20))).isEmpty();

    assertThat(shown.get())
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:s@cret".getBytes(UTF_8)));
  }

  @Test
  void an_answer_that_repeats_a_secret_is_not_quoted() {
    server.handle(
        "/hook",
        exchange -> {
          String shown = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] echo = ("no entry with " + shown).getBytes(UTF_8);
          exchange.sendResponseHeaders(401, echo.length);
          exchange.getResponseBody().write(echo);
        });
    URI address = URI.create(server.url("/hook").toString().replace("://", "://me:s%40cret@"));

    assertThatThrownBy(() -> post(address, Duration.ofSeconds(20)))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 answers 401");
  }

  private void assertTimesOut() {
    assertThatThrownBy(() -> post(Duration.ofMillis(200)))
        .isInstanceOf(DeliveryException.class)
        .hasMessage("127.0.0.1 does not answer: no complete answer within 200 ms");
  }

  private String post(Duration timeout) throws DeliveryException {
    return post(server.url("/"), timeout);
  }

  private static String post(URI address, Duration timeout) throws DeliveryException {
    return new HttpPost(() -> address, () -> new LimitedHttp(timeout, Redirect.NEVER), true)
        .post(new byte[] {'{', '}'}, Map.of());
  }
}
