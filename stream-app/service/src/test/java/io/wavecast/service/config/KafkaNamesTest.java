package io.wavecast.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaNamesTest {
  @Test
  void names_that_clients_have_are_known_with_and_without_the_kind_of_client() {
    assertThat(
            KafkaNames.warnings(
                List.of(
                    "security.protocol",
                    "sasl.jaas.config",
                    "group.instance.id",
                    "acceptable.recovery.lag",
                    "main.consumer.max.poll.records",
                    "producer.linger.ms",
                    "topic.segment.bytes",
                    "config.providers",
                    "config.providers.file.class")))
        .isEmpty();
  }

  @Test
  void other_names_are_told_with_the_nearest_one() {
    assertThat(KafkaNames.warnings(List.of("securty.protocol", "producer.lingr.ms", "qqqqqqqq")))
        .containsExactly(
            "kafka.producer.lingr.ms: Kafka's clients have no such property; did you mean"
                + " 'linger.ms'?",
            "kafka.qqqqqqqq: Kafka's clients have no such property",
            "kafka.securty.protocol: Kafka's clients have no such property; did you mean"
                + " 'security.protocol'?");
  }
}
