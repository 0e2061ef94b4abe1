package io.wavecast.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.files.TestCertificate;
import io.wavecast.service.logging.RecordedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which settings of access are refused or reported at the start. */
class AccessSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "http.host, 0.0.0.0, false, false",
    "http.host, 0.0.0.0, true, false",
    "http.host, 0.0.0.0, false, true",
    "http.host, '::', false, false"
  })
  void other_machines_are_served_only_with_both_token_and_tls(
      String key, String host, boolean token, boolean tls) {
    Map<String, String> settings = new HashMap<>();
    settings.put(key, host);
    if (token) {
      settings.put("http.token-file", token().toString());
    }
    if (tls) {
      settings.put("http.tls.certificate", "cert.pem");
      settings.put("http.tls.key", "key.pem");
    }

    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "%s may be an address that other machines reach only if http.token-file,"
                + " http.tls.certificate and http.tls.key are set, or http.insecure=true; got: %s",
            key, host);
  }

  @ParameterizedTest
  @CsvSource({
    "http.host, 0.0.0.0, false, false, true",
    "http.host, 0.0.0.0, true, false, true",
    "http.host, 0.0.0.0, false, true, true",
    "http.host, 0.0.0.0, true, true, false",
    "http.host, 127.0.0.1, false, false, false"
  })
  void an_address_of_other_machines_without_token_or_tls_is_a_warning(
      String key, String host, boolean token, boolean tls, boolean warned) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("http.insecure", "true");
    settings.put(key, host);
    if (token) {
      settings.put("http.token-file", Files.writeString(token(), "a-token-0123456789").toString());
    }
    if (tls) {
      settings.put("http.tls.certificate", folder.resolve("cert").toString());
      settings.put("http.tls.key", folder.resolve("key").toString());
      TestCertificate certificate = TestCertificate.make("EC");
      certificate.writeCertificate(folder.resolve("cert"));
      certificate.writeKey(folder.resolve("key"));
    }

    try (RecordedLog log = RecordedLog.of("io.wavecast.service.http")) {
      start(settings);

      String warning =
          "WARN %s %s may be reached by other machines, without a token or without TLS"
                  .formatted(key, host)
              + " (http.insecure)";
      assertThat(log.lines()).isEqualTo(warned ? List.of(warning) : List.of());
    }
  }

  @Test
  void settings_that_need_each_other_are_required() {
    assertThatThrownBy(() -> start(Map.of("http.tls.key", "key.pem")))
        .hasMessage("http.tls.certificate and http.tls.key must be set together");
  }

  @ParameterizedTest
  @CsvSource({"''", "short", "'a token with blanks in it'", "'long-enough-0123456789\nno'"})
  void a_file_without_a_usable_token_is_refused_and_not_shown(String content) throws Exception {
    Path file = Files.writeString(token(), content);

    assertThatThrownBy(() -> start(Map.of("http.token-file", file.toString())))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("http.token-file: " + file + " must have a token in each line, at")
        .hasMessageNotContaining("long-enough");
  }

  @Test
  void an_absent_token_file_is_refused() {
    assertThatThrownBy(() -> start(Map.of("http.token-file", "/absent/token")))
        .isInstanceOf(FailureException.class)
        .hasMessage("http.token-file: /absent/token cannot be read: no such file or directory");
  }

  private Path token() {
    return folder.resolve("token");
  }

  private static void start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("http.port", "0");
    try (TestSources sources = new TestSources()) {
      HttpServer.start(Settings.of(settings), sources.sources(), sources.metrics()).close();
    }
  }
}
