package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.service.files.TrustedClient;
import io.wavecast.testkit.metrics.Scrape;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  private static final TestCertificate RSA = TestCertificate.make("RSA");
  private static final TestCertificate RENEWED = TestCertificate.make("RSA");
  private static final TestCertificate EC = TestCertificate.make("EC");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestSources sources = new TestSources();
  private Path certificate;
  private Path key;
  private HttpServer server;
  private String host = "127.0.0.1";

  @BeforeEach
  void writeFiles(@TempDir Path folder) throws Exception {
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    RSA.writeCertificate(certificate);
    RSA.writeKey(key);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    sources.close();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, true", "TLSv1.2, true", "TLSv1.1, false", "TLSv1, false"})
  void only_tls_1_2_and_1_3_are_spoken(String protocol, boolean spoken) throws Exception {
    start();
    SSLContext trusting = TrustedClient.of(RSA.certificate());

    if (spoken) {
      assertThat(get(trusting, protocol)).isEqualTo(RSA.certificate().getSerialNumber());
    } else {
      assertThatThrownBy(() -> get(trusting, protocol)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  /** Probes and Prometheus use addresses. */
  @Test
  void a_host_that_the_certificate_does_not_name_is_answered() throws Exception {
    start("http.allowed-hosts", "wavecast.test");
    host = "wavecast.test";

    assertThat(get(TrustedClient.of(RSA.certificate())))
        .isEqualTo(RSA.certificate().getSerialNumber());
  }

  @Test
  void a_certificate_that_ends_soon_is_reported() {
    Instant end = EC.certificate().getNotAfter().toInstant();

    assertThat(Tls.endWarning(end, end.minus(Duration.ofDays(8)))).isEmpty();
    assertThat(Tls.endWarning(end, end.minus(Duration.ofDays(6))))
        .contains("http.tls.certificate will expire at " + end);
    assertThat(Tls.endWarning(end, end.plusMillis(1)))
        .contains("http.tls.certificate has expired at " + end);
  }

  @Test
  void the_end_of_the_certificate_in_use_is_a_metric_until_the_server_stops() throws Exception {
    TestCertificate shorter = TestCertificate.make("EC", 5);
    start();
    assertThat(ends()).containsExactly(seconds(RSA));

    shorter.writeCertificate(certificate);
    shorter.writeKey(key);

    await().atMost(PATIENCE).until(() -> ends().equals(List.of(seconds(shorter))));
    server.close();
    assertThat(ends()).isEmpty();
  }

  private static double seconds(TestCertificate certificate) {
    return certificate.certificate().getNotAfter().toInstant().getEpochSecond();
  }

  private List<Double> ends() {
    return Scrape.of(sources.scrape()).samples().stream()
        .filter(sample -> sample.name().equals("wavecast_certificate_end_timestamp_seconds"))
        .filter(sample -> sample.labels().equals(Map.of("setting", "http.tls.certificate")))
        .map(Scrape.Sample::value)
        .toList();
  }

  /** New connections all the time, while the files are replaced one after the other. */
  @Test
  void a_certificate_is_replaced_under_load_without_a_failed_request() throws Exception {
    start();
    SSLContext trusting =
        TrustedClient.of(RSA.certificate(), RENEWED.certificate(), EC.certificate());
    Load load = new Load(trusting);
    load.awaitCertificate(RSA.certificate());

    for (TestCertificate next : List.of(RENEWED, EC, RSA)) {
      next.writeCertificate(certificate);
      await().atMost(PATIENCE).until(() -> !tls().problem().isEmpty() || !load.failures.isEmpty());
      assertThat(tls().problem()).endsWith("the key is not that of the certificate");
      load.awaitRequests(20);
      next.writeKey(key);
      await().atMost(PATIENCE).until(() -> tls().problem().isEmpty());
      load.awaitCertificate(next.certificate());
    }

    load.stop();
    assertThat(load.failures).isEmpty();
  }

  @Test
  void an_https_server_with_a_token_serves_other_machines(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a-token-0123456789");

    start("http.host", "0.0.0.0", "http.token-file", token.toString());

    assertThat(server.url()).startsWith("https://127.0.0.1:");
    assertThat(get(TrustedClient.of(RSA.certificate()), "TLSv1.3"))
        .isEqualTo(RSA.certificate().getSerialNumber());
  }

  @Test
  void files_that_do_not_belong_together_or_are_no_pem_are_refused() throws Exception {
    EC.writeKey(key);
    assertThatThrownBy(this::start)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("http.tls.certificate and http.tls.key cannot be used: ");

    Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE\n");
    assertThatThrownBy(this::start)
        .hasMessage(
            "http.tls.key must be a private key in PKCS #8 without encryption (-----BEGIN PRIVATE"
                + " KEY-----); 'openssl pkey' converts others");

    RSA.writeKey(key);
    Files.writeString(certificate, "no certificate");
    assertThatThrownBy(this::start)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("http.tls.certificate and http.tls.key cannot be used: ");
  }

  private Tls tls() {
    return server.access().tls().orElseThrow();
  }

  private void start(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "http.port", "0",
                "http.tls.certificate", certificate.toString(),
                "http.tls.key", key.toString()));
    settings.addAll(List.of(more));
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.size(); i += 2) {
      map.put(settings.get(i), settings.get(i + 1));
    }
    server = HttpServer.start(Settings.of(map), sources.sources(), sources.metrics());
  }

  /** One request on a new connection; the serial number of the server's certificate. */
  private BigInteger get(SSLContext trusting, String... protocols) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trusting
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"status\":\"live\"");
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSerialNumber();
    }
  }

  /** Three clients that connect again and again. */
  private final class Load {
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicReference<BigInteger> last = new AtomicReference<>(BigInteger.ZERO);
    private final AtomicLong requests = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Load(SSLContext trusting) {
      for (int i = 0; i < 3; i++) {
        Thread thread = new Thread(() -> run(trusting));
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    private void run(SSLContext trusting) {
      while (!stopped && failures.isEmpty()) {
        try {
          last.set(get(trusting));
          requests.incrementAndGet();
        } catch (Throwable e) {
          failures.add(e);
        }
      }
    }

    void awaitRequests(int more) {
      long from = requests.get();
      await().atMost(PATIENCE).until(() -> requests.get() >= from + more || !failures.isEmpty());
    }

    void awaitCertificate(X509Certificate certificate) {
      await()
          .atMost(PATIENCE)
          .until(() -> last.get().equals(certificate.getSerialNumber()) || !failures.isEmpty());
    }

    void stop() throws InterruptedException {
      stopped = true;
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
