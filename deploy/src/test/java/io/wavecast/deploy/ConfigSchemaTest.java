package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema of the configuration file accepts and refuses. */
class ConfigSchemaTest {
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(YAML.<JsonNode>valueToTree(ConfigSchema.of()));

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers: a:1\nhttp: {port: 8081, tls: {key: k}, tls.certificate: c}",
        "topics: {names: {forecasts: x}, partitions: 8}\ntopics.retention:",
        "models.routes: [pump.*=pump]\nlabels.pattern: ''\nlog.level: debug",
        "alerts: {rules: [{name: a, series: b, window: 5, outside: [1, 5], score: off}]}",
        "calendar.entries:\n- {name: a, series: b, start: '2026-01-13'}",
        "inputs:\n- {topics: [a, b], labels: {x: /x}, value: /v}\nforecast.level: 0.8",
        "delivery.webhook.url: ${file:/run/url}\nhttp.port: ${file:/run/port}",
        "kafka: {security.protocol: SSL, linger: {ms: 7}}\nkafka.client.id: me",
        "sketches: {enabled: true, keep: 5m}\ntopics.names.chorale-notes: notes",
      })
  void a_file_that_is_allowed_is_valid(String yaml) throws IOException {
    Path file = Files.writeString(dir.resolve("wavecast.yaml"), yaml);

    Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
    assertThat(SCHEMA.validate(YAML.readTree(yaml))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.prot: 1",
        "http: {prot: 1}",
        "http: {port: some}",
        "topics.names: {forcasts: x}",
        "alerts.rules: [{name: a, series: b, windw: 5}]",
        "alerts.rules: [a b window=5]",
        "inputs: [{topic: a}]",
        "log.level: loud",
        "incidents.enabled: maybe",
      })
  void what_no_file_may_hold_is_invalid(String yaml) throws IOException {
    assertThat(SCHEMA.validate(YAML.readTree(yaml))).isNotEmpty();
  }
}
