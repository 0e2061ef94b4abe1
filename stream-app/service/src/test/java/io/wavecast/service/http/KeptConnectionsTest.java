package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may keep a connection of the server open. */
class KeptConnectionsTest {
  private static final String TOKEN = "a-token-of-the-test-0123456789";

  private final TestSources sources = new TestSources();
  private HttpServer server;

  @TempDir Path dir;

  @AfterEach
  void stop() {
    server.close();
    sources.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/absent"})
  void a_connection_ends_after_a_request_without_the_token(String path) throws Exception {
    startWithToken();

    assertThat(twice(path, "X-None: none")).isEqualTo(1);
    assertThat(twice(path, "Authorization: Bearer a-wrong-token-0123456789")).isEqualTo(1);
  }

  @Test
  void whoever_shows_the_token_keeps_the_connection() throws Exception {
    startWithToken();

    assertThat(twice("/health/live", "Authorization: Bearer " + TOKEN)).isEqualTo(2);
  }

  @Test
  void where_no_token_is_needed_everybody_keeps_the_connection() throws Exception {
    start(Map.of("http.port", "0"));

    assertThat(twice("/health/live", "X-None: none")).isEqualTo(2);
  }

  private void startWithToken() throws IOException {
    Path file = Files.writeString(dir.resolve("token"), TOKEN + "\n");
    start(Map.of("http.port", "0", "http.token-file", file.toString()));
  }

  private void start(Map<String, String> settings) {
    server = HttpServer.start(Settings.of(settings), sources.sources(), sources.metrics());
  }

  /** Sends the request twice, the second one as the last; how many are answered. */
  private int twice(String path, String header) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000); // before the idle time-out ends it
      socket
          .getOutputStream()
          .write((request + "\r\n" + request + "Connection: close\r\n\r\n").getBytes(US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return answers.split("HTTP/1.1 ", -1).length - 1;
    }
  }
}
