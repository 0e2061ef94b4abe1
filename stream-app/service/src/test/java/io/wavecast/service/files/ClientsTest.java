package io.wavecast.service.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {
  private static final String PREFIX = "client.tls.";
  private static final TestCertificate THEIRS = TestCertificate.make("EC");
  private static final TestCertificate OURS = TestCertificate.make("RSA");

  private final FileWatch watch = new FileWatch(new InMemoryMetrics());
  private final LocalServer server = LocalServer.mutualTls(THEIRS.server(OURS));
  private final Map<String, String> settings = new HashMap<>();
  @TempDir private Path folder;

  @BeforeEach
  void serve() {
    server.answer("/", 200, new byte[] {'o', 'k'});
  }

  @AfterEach
  void close() {
    server.close();
    watch.close();
  }

  @Test
  void java_does_not_trust_an_authority_of_its_own() {
    assertThatThrownBy(() -> get(open()))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("unable to find valid certification path to requested target");
  }

  @Test
  void the_authority_in_the_file_is_trusted_and_the_certificate_shown() throws Exception {
    authority(THEIRS);
    certificate(OURS);

    assertThat(get(open())).isEqualTo(200);
  }

  @Test
  void a_server_that_requires_a_certificate_refuses_a_client_without() throws Exception {
    authority(THEIRS);

    assertThatThrownBy(() -> get(open())).isInstanceOf(IOException.class);
  }

  @Test
  void a_server_of_another_authority_is_refused() throws Exception {
    authority(OURS);
    certificate(OURS);

    assertThatThrownBy(() -> get(open()))
        .rootCause()
        .isNotNull()
        .isNotInstanceOf(SSLException.class);
  }

  @Test
  void replaced_files_are_used_for_the_next_request() throws Exception {
    authority(OURS);
    certificate(OURS);
    Supplier<LimitedHttp> http = open();
    LimitedHttp before = http.get();

    authority(THEIRS);

    await().atMost(Duration.ofSeconds(60)).until(() -> http.get() != before);
    assertThat(get(http)).isEqualTo(200);
  }

  @Test
  void a_file_that_is_no_pem_is_refused() throws Exception {
    authority(THEIRS);
    Files.writeString(folder.resolve("authority"), "no certificate");

    assertThatThrownBy(this::open)
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("client.tls cannot be used: ");
  }

  private Supplier<LimitedHttp> open() {
    return Clients.open(Settings.of(settings), watch, Duration.ofSeconds(30));
  }

  private int get(Supplier<LimitedHttp> http) throws IOException {
    return http.get()
        .send(HttpRequest.newBuilder(server.url("/")).build(), info -> LimitedHttp.prefix(10))
        .statusCode();
  }

  private void authority(TestCertificate certificate) throws IOException {
    certificate.writeCertificate(file("authority"));
  }

  private void certificate(TestCertificate certificate) throws IOException {
    certificate.writeCertificate(file("certificate"));
    certificate.writeKey(file("key"));
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    settings.put(PREFIX + name, file.toString());
    return file;
  }
}
