package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.service.files.TrustedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that open connections and do nothing useful with them. */
class SlowPeersTest {
  /** Beyond all limits of connections. */
  private static final int PEERS = 400;

  private static final int PROBES = 5;
  private static final String REQUEST = "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n";

  private final TestSources sources = new TestSources();
  private final List<Socket> peers = new ArrayList<>();
  private final TestCertificate certificate = TestCertificate.make("EC");
  private HttpServer server;
  private SSLContext trusting;

  @TempDir Path folder;

  @AfterEach
  void stop() throws IOException {
    for (Socket peer : peers) {
      peer.close();
    }
    server.close();
    sources.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void health_answers_beside_silent_dripping_and_unread_peers(boolean tls) throws Exception {
    start(tls);

    for (int i = 0; i < PEERS; i++) {
      switch (i % 4) {
        case 0 -> connect();
        case 1 -> send(connect(), "\u0016"); // the begin of a handshake
        case 2 -> send(secured(connect(), tls), REQUEST.formatted("/health/live") + "X-Slow: ");
        default ->
            send(
                secured(connect(), tls),
                (REQUEST.formatted("/console.js") + "\r\n").repeat(600)); // 5 MB, not read
      }
    }

    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      long start = System.nanoTime();
      probe(tls);
      millis.add((System.nanoTime() - start) / 1_000_000);
    }
    millis.sort(null);
    assertThat(millis.get(PROBES / 2)).as(millis.toString()).isLessThan(1_000);
  }

  @Test
  void a_handshake_that_does_not_end_is_closed_whatever_it_sends() throws Exception {
    start(true);
    probe(true);
    Socket slow = connect();
    slow.setSoTimeout(10_000); // before the idle time-out ends it
    send(slow, "\u0016\u0003");
    probe(true); // its answer shows that the connection before it is open

    server.connectors().sweep();
    send(slow, "\u0001");
    server.connectors().sweep();

    assertThat(slow.getInputStream().readAllBytes()).hasSizeLessThan(100); // TLS's alert
  }

  private void start(boolean tls) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("http.port", "0"));
    if (tls) {
      Path file = folder.resolve("cert.pem");
      Path key = folder.resolve("key.pem");
      certificate.writeCertificate(file);
      certificate.writeKey(key);
      settings.put("http.tls.certificate", file.toString());
      settings.put("http.tls.key", key.toString());
    }
    trusting = TrustedClient.of(certificate.certificate());
    server = HttpServer.start(Settings.of(settings), sources.sources(), sources.metrics());
  }

  private Socket connect() throws IOException {
    Socket peer = new Socket();
    peers.add(peer);
    peer.setReceiveBufferSize(4_096);
    peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 10_000);
    return peer;
  }

  private Socket secured(Socket plain, boolean tls) throws IOException {
    if (!tls) {
      return plain;
    }
    plain.setSoTimeout(10_000);
    SSLSocket socket =
        (SSLSocket)
            trusting.getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), true);
    peers.add(socket);
    socket.startHandshake();
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private void probe(boolean tls) throws IOException {
    Socket peer = connect();
    peer.setSoTimeout(10_000);
    Socket socket = secured(peer, tls);
    send(socket, REQUEST.formatted("/health/live") + "Connection: close\r\n\r\n");
    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
        .startsWith("HTTP/1.1 200");
  }
}
