package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  @Test
  void a_property_that_names_other_brokers_applies_to_every_client() {
    KafkaSettings settings =
        new KafkaSettings(
            "a:1",
            "app",
            true,
            KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
            Map.of("bootstrap.servers", "b:2"));

    assertThat(settings.bootstrapServers()).as("of source and sinks").isEqualTo("b:2");
    assertThat(settings.clientProperties()).containsEntry("bootstrap.servers", "b:2");
  }

  @Test
  void properties_override_those_that_are_set_here() {
    KafkaSettings settings =
        new KafkaSettings(
            "a:1",
            "app",
            true,
            KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
            Map.of("linger.ms", "7", "max.poll.records", "9"));

    assertThat(settings.clientProperties()).containsEntry("bootstrap.servers", "a:1");
    assertThat(settings.producerProperties(1 << 20))
        .containsEntry("linger.ms", "7")
        .containsEntry("max.request.size", "1048576")
        .containsEntry("transaction.timeout.ms", "900000");
    assertThat(settings.consumerProperties())
        .containsEntry("max.poll.records", "9")
        .containsEntry("isolation.level", "read_committed");
  }
}
