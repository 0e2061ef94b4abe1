package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
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
        "input.format=avro | input.format=avro needs schema.registry.url",
        "outputs.format=json-schema | outputs.format=json-schema needs schema.registry.url",
        "schema.registry.url=http://me:hush@r | schema.registry.url must not hold a user: use"
            + " schema.registry.user-info",
        "schema.registry.user-info=a:b schema.registry.token-file=f | schema.registry.user-info"
            + " and schema.registry.token-file exclude each other",
        "schema.registry.tls.key=f | schema.registry.tls.certificate and schema.registry.tls.key"
            + " must be set together"
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
  void an_address_is_all_that_avro_needs() {
    Settings settings =
        Settings.of(
            Map.of(
                "schema.registry.url", "http://r:8081",
                "input.format", "avro",
                "outputs.format", "json-schema"));

    assertThatCode(() -> PipelineSettings.check(settings)).doesNotThrowAnyException();
  }
}
