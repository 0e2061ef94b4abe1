package io.wavecast.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceConfigTest {
  @Test
  void defaults_are_allowed_together() {
    ServiceConfig config = ServiceConfig.of(Settings.of(Map.of()));

    assertThat(config.get(HttpKeys.PORT)).isEqualTo(8080);
    assertThat(config.topics().observations()).isEqualTo("wavecast.observations");
    assertThat(config.dataDir("state")).isEqualTo(Path.of("data/state"));
  }

  @Test
  void secrets_are_never_shown() {
    ServiceConfig config =
        ServiceConfig.of(
            Settings.of(
                Map.of(
                    "kafka.ssl.key.password", "hush1",
                    "delivery.webhook.url", "http://127.0.0.1/hush2",
                    "kafka.client.id", "shown")));

    assertThat(config.toString()).doesNotContain("hush").contains("shown");
  }
}
