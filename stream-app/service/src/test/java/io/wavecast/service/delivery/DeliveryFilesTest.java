package io.wavecast.service.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and settings that cannot be used stop the start, before any connection. */
class DeliveryFilesTest {
  private static final String WEBHOOK = "http://localhost:8080/token-in-path";
  private static final String SECRET = "delivery.webhook.secret-file";

  @TempDir Path dir;

  @Test
  void a_file_without_an_address_stops_the_start_and_is_not_printed() throws Exception {
    Path file = Files.writeString(dir.resolve("url"), "no-address-but-s3cret");

    assertThatThrownBy(() -> start("delivery.webhook.url", "${file:" + file + "}"))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "delivery.webhook.url must name a file with an http or https URL:"
                + " it begins with neither http:// nor https://")
        .hasNoCause();
  }

  @Test
  void secrets_are_read_from_files_and_a_missing_file_stops_the_start() throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "s3cret\n");
    Settings settings =
        Settings.of(Map.of("delivery.webhook.url", WEBHOOK, SECRET, secret.toString()));

    assertThat(settings.toString()).doesNotContain("token-in-path").doesNotContain("s3cret");
    assertThatThrownBy(
            () -> start("delivery.webhook.url", WEBHOOK, SECRET, dir.resolve("absent").toString()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void an_authorization_of_two_lines_stops_the_start_and_is_not_printed() throws IOException {
    Path file = Files.writeString(dir.resolve("authorization"), "Bearer s3cret\nBearer other\n");

    assertThatThrownBy(
            () ->
                start(
                    "delivery.alertmanager.url",
                    "http://localhost:9093",
                    "delivery.alertmanager.authorization-file",
                    file.toString()))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "delivery.alertmanager.authorization-file must name a file with one line of ASCII"
                + " characters");
  }

  @Test
  void incidents_can_be_sent_only_where_there_are_some() {
    assertThatThrownBy(() -> start("delivery.webhook.url", WEBHOOK, "delivery.events", "incidents"))
        .isInstanceOf(UsageException.class)
        .hasMessage("delivery.events=incidents needs incidents.enabled=true");
  }

  private static void start(String... settings) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    AlertDeliveries.open(Settings.of(all), Metrics.NONE).close();
  }
}
