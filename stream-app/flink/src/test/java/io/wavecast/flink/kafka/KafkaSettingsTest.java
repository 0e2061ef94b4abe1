package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  @Test
  void a_property_that_names_other_brokers_applies_to_every_client() {
    KafkaSettings settings = with(Map.of("bootstrap.servers", "b:2"));

    assertThat(settings.bootstrapServers()).as("of source and sinks").isEqualTo("b:2");
    assertThat(settings.clientProperties()).containsEntry("bootstrap.servers", "b:2");
  }

  @Test
  void properties_override_those_that_are_set_here() {
    KafkaSettings settings = with(Map.of("linger.ms", "7", "max.poll.records", "9"));

    assertThat(settings.clientProperties()).containsEntry("bootstrap.servers", "a:1");
    assertThat(settings.producerProperties(1 << 20))
        .containsEntry("linger.ms", "7")
        .containsEntry("max.request.size", "1048576")
        .containsEntry("transaction.timeout.ms", "900000");
    assertThat(settings.consumerProperties())
        .containsEntry("max.poll.records", "9")
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void the_transaction_timeout_that_is_checked_is_the_one_of_the_producer() {
    KafkaSettings settings = with(Map.of("transaction.timeout.ms", "60000"));

    assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.producerProperties(1 << 20))
        .containsEntry("transaction.timeout.ms", "60000");
    assertThatThrownBy(() -> with(Map.of("transaction.timeout.ms", "999")))
        .hasMessage("transaction timeout must be at least 1 s, got: 999 ms");
    assertThatThrownBy(() -> with(Map.of("transaction.timeout.ms", "1m")))
        .hasMessage("transaction.timeout.ms must be a number of ms, got: '1m'");
  }

  private static KafkaSettings with(Map<String, String> properties) {
    return new KafkaSettings(
        "a:1", "app", true, KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT, properties);
  }
}
