package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that must stay open, and those that must not. */
class SlowConnectionsTest {
  private final TestSources sources = new TestSources();
  private final HttpServer server =
      HttpServer.start(Settings.of(Map.of("http.port", "0")), sources.sources(), sources.metrics());
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    client = new Socket(InetAddress.getLoopbackAddress(), server.port());
    client.setSoTimeout(30_000);
    ask();
    awaitAnswer();
    ask();
    awaitAnswer(); // shows that the first answer is counted
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    sources.close();
  }

  @Test
  void a_request_in_flight_at_a_sweep_is_answered() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    sweep();
    sweep();
    sources.health.live().add("slow", () -> hold(entered, released));
    ask();
    assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

    sweep();

    released.countDown();
    awaitAnswer();
  }

  @Test
  void a_connection_without_a_request_is_left_to_the_idle_time_out() throws Exception {
    for (int i = 0; i < 5; i++) {
      sweep();
    }

    ask();
    awaitAnswer();
  }

  @Test
  void a_stream_of_events_is_not_closed_as_a_slow_answer() throws Exception {
    write(client, "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    awaitText("event: status");

    for (int i = 0; i < 5; i++) {
      sweep();
    }

    awaitText("event: status");
  }

  @Test
  void streams_that_are_refused_and_stay_open_leave_room_for_health() throws Exception {
    List<Socket> peers = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) { // more than the port holds
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port());
        peers.add(peer);
        write(peer, "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }

      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        probe.setSoTimeout(10_000); // within the idle time-out, which would end the peers
        write(probe, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(probe.getInputStream().readNBytes(15)).asString(US_ASCII).endsWith("200 OK");
      }
    } finally {
      for (Socket peer : peers) {
        peer.close();
      }
    }
  }

  private static void write(Socket peer, String request) throws IOException {
    try {
      peer.getOutputStream().write(request.getBytes(US_ASCII));
    } catch (SocketException e) {
      // the server has closed it, as the oldest of too many
    }
  }

  private static Optional<String> hold(CountDownLatch entered, CountDownLatch released) {
    entered.countDown();
    try {
      return released.await(1, TimeUnit.MINUTES) ? Optional.empty() : Optional.of("is held");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sweep() {
    server.connectors().sweep();
  }

  private void ask() throws IOException {
    write(client, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private void awaitAnswer() throws IOException {
    assertThat(awaitText("{}}")).startsWith("HTTP/1.1 200 OK");
  }

  private String awaitText(String text) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(text) < 0) {
      int next = client.getInputStream().read();
      assertThat(next).as(answer.toString()).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }
}
