package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.service.logging.RecordedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminEndpointTest {
  @Test
  void it_says_what_is_still_starting() throws Exception {
    try (AdminEndpoint admin = AdminEndpoint.start(config(Map.of("http.port", "0")))) {
      assertThat(get(admin.url() + "/health/ready")).contains("is starting");
      assertThat(get(admin.url() + "/health/live")).contains("live");
    }
  }

  @Test
  void what_is_wrong_is_told_at_once() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(busy.getLocalPort());
      assertThatThrownBy(() -> AdminEndpoint.start(config(Map.of("http.port", port))))
          .hasMessageStartingWith("HTTP cannot listen on 127.0.0.1:" + port);
    }
    assertThatThrownBy(() -> AdminEndpoint.start(config(Map.of("http.host", "0.0.0.0"))))
        .hasMessageStartingWith("http.host may be an address that other machines reach only if");
    assertThatThrownBy(
            () ->
                AdminEndpoint.start(config(Map.of("http.port", "0", "http.token-file", "absent"))))
        .hasMessageContaining("absent");
  }

  @Test
  void a_warning_of_http_is_logged_once(@TempDir Path folder) throws Exception {
    TestCertificate ending = TestCertificate.make("EC", 5);
    Path certificate = folder.resolve("cert");
    Path key = folder.resolve("key");
    ending.writeCertificate(certificate);
    ending.writeKey(key);
    Map<String, String> settings =
        Map.of(
            "http.port", "0",
            "http.tls.certificate", certificate.toString(),
            "http.tls.key", key.toString());

    try (RecordedLog log = RecordedLog.of("io.wavecast.service")) {
      try (AdminEndpoint admin = AdminEndpoint.start(config(settings))) {
        assertThat(admin.url()).startsWith("https:");
      }

      assertThat(log.lines())
          .filteredOn(line -> line.contains("http.tls.certificate will expire at"))
          .hasSize(1);
    }
  }

  @Test
  void it_ends_with_its_server_also_right_after_it_began() throws Exception {
    AdminEndpoint.start(config(Map.of("http.port", "0"))).close();
    AdminEndpoint admin = AdminEndpoint.start(config(Map.of("http.port", "0")));
    String url = admin.url();
    admin.close();

    assertThatThrownBy(() -> get(url + "/health/live")).isInstanceOf(IOException.class);
  }

  private static ServiceConfig config(Map<String, String> settings) {
    return ServiceConfig.of(Settings.of(settings));
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
