package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.FlatEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outputs.format=json-schema | outputs.format other than json needs schema.registry.url"
            + " (--outputs-format)",
        "schema.registry.url=http://me:hush@r | schema.registry.url must not hold a user: use"
            + " schema.registry.user-info",
        "schema.registry.user-info=a:b schema.registry.token-file=f | schema.registry.user-info"
            + " and schema.registry.token-file exclude each other",
        "schema.registry.url=http://r/?x=1 | schema.registry.url must have neither a query nor a"
            + " fragment, since a path is appended (--schema-registry-url)",
        "delivery.alertmanager.url=http://a/?x=1 | delivery.alertmanager.url must have neither a"
            + " query nor a fragment, since a path is appended (--delivery-alertmanager-url)",
        "delivery.alertmanager.url=http://a/#x | delivery.alertmanager.url must have neither a"
            + " query nor a fragment, since a path is appended (--delivery-alertmanager-url)",
        "client.tls.key=f | client.tls.certificate and client.tls.key must be set together"
      })
  void settings_that_contradict_each_other_are_refused(String given, String message) {
    Map<String, String> settings = new HashMap<>();
    for (String setting : given.split(" ")) {
      settings.put(setting.replaceAll("=.*", ""), setting.replaceAll("^[^=]*=", ""));
    }

    assertThatThrownBy(() -> PipelineSettings.check(Settings.of(settings)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void avro_on_the_observations_topic_needs_an_address() {
    Settings settings = Settings.of(Map.of("inputs", "{format: avro}"));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .hasMessage("inputs: a format other than json needs schema.registry.url (--inputs)");
  }

  @Test
  void flat_records_have_topics_of_their_own() {
    Settings settings =
        Settings.of(
            Map.of(
                "outputs.flat", "alerts, forecasts",
                "topics.prefix", "p.",
                "topics.names", "flat-alerts=sink"));

    assertThat(PipelineSettings.flatTopics(settings))
        .isEqualTo(Map.of(FlatEvent.ALERTS, "sink", FlatEvent.FORECASTS, "p.flat-forecasts"));
    assertThat(PipelineSettings.flatTopics(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void flat_records_of_unknown_events_or_on_a_topic_in_use_are_refused() {
    assertThatThrownBy(() -> PipelineSettings.check(Settings.of(Map.of("outputs.flat", "notes"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("forecasts or deviations or alerts");
    assertThatThrownBy(
            () ->
                PipelineSettings.check(
                    Settings.of(
                        Map.of(
                            "outputs.flat",
                            "alerts",
                            "topics.names",
                            "flat-alerts=wavecast.alerts"))))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("different names");
  }

  @Test
  void an_address_is_all_that_avro_needs() {
    Settings settings =
        Settings.of(
            Map.of(
                "schema.registry.url", "http://r:8081",
                "inputs", "{format: avro}",
                "outputs.format", "json-schema"));

    assertThatCode(() -> PipelineSettings.check(settings)).doesNotThrowAnyException();
  }
}
