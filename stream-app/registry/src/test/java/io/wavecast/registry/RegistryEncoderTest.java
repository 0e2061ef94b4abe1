package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wavecast.core.text.FailureException;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.EventSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryEncoderTest {
  private static final byte[] ALERT = golden("alert-v2.json");

  private final FakeRegistry http = new FakeRegistry();
  private final SchemaRegistry registry =
      new SchemaRegistry(http, new FakeTime().patience(Duration.ofSeconds(1)));

  @Test
  void the_schema_of_a_topic_is_registered_once_before_its_first_event() {
    http.then(200, "{\"id\":12}");
    RegistryEncoder encoder = encoder(Kind.AVRO, true);

    byte[] first = encoder.encode("al", ALERT);
    encoder.encode("al", ALERT);

    assertThat(WireFormat.schemaId(first)).isEqualTo(12);
    assertThat(http.requests).hasSize(1);
    assertThat(http.requests.get(0))
        .startsWith(
            "POST /subjects/al-value/versions {\"schema\":\"{\\n  \\\"type\\\": \\\"record\\\"");
  }

  @Test
  void json_keeps_its_bytes_behind_the_id() {
    http.then(200, "{\"id\":12}");
    RegistryEncoder encoder = encoder(Kind.JSON, true);

    byte[] value = encoder.encode("al", ALERT);

    assertThat(Arrays.copyOfRange(value, WireFormat.HEADER, value.length)).isEqualTo(ALERT);
    assertThat(http.requests.get(0)).startsWith("POST /subjects/al-value/versions");
    assertThat(http.requests.get(0)).endsWith("\"schemaType\":\"JSON\"}");
  }

  @Test
  void topics_without_a_schema_stay_json() {
    RegistryEncoder encoder = encoder(Kind.AVRO, true);

    assertThat(encoder.encode("other", ALERT)).isSameAs(ALERT);
    assertThat(http.requests).isEmpty();
  }

  @Test
  void without_registration_the_schema_is_looked_up() {
    http.then(200, "{\"id\":5}");

    byte[] value = encoder(Kind.JSON, false).encode("al", ALERT);

    assertThat(WireFormat.schemaId(value)).isEqualTo(5);
    assertThat(http.requests.get(0)).startsWith("POST /subjects/al-value {\"schema\":");
  }

  @Test
  void a_schema_that_is_not_registered_and_must_be_is_refused() {
    assertThatThrownBy(encoder(Kind.AVRO, false)::prepare)
        .isInstanceOf(FailureException.class)
        .hasMessage("the schema of subject 'al-value' is not registered");
  }

  @Test
  void an_event_that_was_written_reads_back_as_it_was() {
    http.then(200, "{\"id\":12}").then(200, schema(EventSchema.ALERT.avro()));
    RegistryEncoder encoder = encoder(Kind.AVRO, true);
    RegistryDecoder decoder = RegistryDecoder.ofEvents(registry);

    assertThat(decoder.decode(encoder.encode("al", ALERT)))
        .asString(UTF_8)
        .isEqualTo(new String(ALERT, UTF_8).strip());
  }

  private RegistryEncoder encoder(Kind kind, boolean autoRegister) {
    return new RegistryEncoder(registry, Map.of("al", EventSchema.ALERT), kind, autoRegister);
  }

  private static String schema(String text) {
    return JsonNodeFactory.instance.objectNode().put("schema", text).toString();
  }

  private static byte[] golden(String name) {
    try {
      return Files.readAllBytes(Path.of("../../schemas/src/test/resources/golden", name));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
