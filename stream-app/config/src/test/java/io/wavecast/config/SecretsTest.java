package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of settings are shown. */
class SecretsTest {
  @Test
  void secrets_are_never_shown() {
    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("kafka.sasl.jaas.config", "hush1"),
                Map.entry("kafka.ssl.keystore.password", "hush2"),
                Map.entry("kafka.ssl.keystore.certificate.chain", "hush3"),
                Map.entry("kafka.ssl.keystore.key", "hush4"),
                Map.entry("kafka.ssl.truststore.certificates", "hush5"),
                Map.entry("kafka.sasl.oauthbearer.client.credentials.client.secret", "hush6"),
                Map.entry("delivery.webhook.url", "http://127.0.0.1/hush7"),
                Map.entry("kafka.basic.auth.user.info", "me:hush8"),
                Map.entry("delivery.alertmanager.url", "http://me:hush10@am.example:9093/x@y"),
                Map.entry("schema.registry.url", "http://registry.example/v1?token=hush14#part"),
                Map.entry("kafka.My.Password", "hush9"),
                Map.entry("kafka.http.proxy.authorization", "hush11"),
                Map.entry("kafka.my.apikey", "hush12"),
                Map.entry("kafka.my.passphrase", "hush13"),
                Map.entry("kafka.client.id", "shown")));

    assertThat(settings.toString())
        .doesNotContain("hush")
        .contains("kafka.client.id: 'shown'", "# delivery.alertmanager.url: ***");
    assertThat(Secrets.show("schema.registry.url", "http://me:hush@r.example/v1?token=hush#part"))
        .isEqualTo("http://***@r.example/v1?***#part");
    assertThat(KafkaConfig.of(settings).toString()).doesNotContain("hush").contains("shown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.ssl.keystore.type",
        "kafka.ssl.truststore.type",
        "kafka.consumer.ssl.truststore.type"
      })
  void the_format_of_a_store_is_no_secret(String name) {
    Settings settings = Settings.of(Map.of(name, "PEM"));

    assertThat(settings.yaml()).contains("\n" + name + ": 'PEM'  # ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.token-file",
        "http.tls.key",
        "delivery.webhook.secret-file",
        "kafka.ssl.keystore.location",
        "kafka.ssl.truststore.location",
        "kafka.sasl.oauthbearer.assertion.private.key.file"
      })
  void where_a_secret_lies_is_shown_and_can_be_used_again(String name) {
    Settings settings = Settings.of(Map.of(name, "/path/of/it"));

    assertThat(settings.yaml()).contains("\n" + name + ": '/path/of/it'  # ");
  }
}
