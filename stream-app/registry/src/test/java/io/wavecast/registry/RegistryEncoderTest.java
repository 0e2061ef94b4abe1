package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wavecast.core.text.FailureException;
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
    RegistryEncoder encoder = encoder(ValueFormat.AVRO, Subjects.TOPIC_NAME, true);

    byte[] first = encoder.encode("al", ALERT);
    encoder.encode("al", ALERT);

    assertThat(WireFormat.schemaId(first)).isEqualTo(12);
    assertThat(http.requests).hasSize(1);
    assertThat(http.requests.get(0))
        .startsWith("POST /subjects/al-value/versions {\"schema\":\"{\\\"type\\\":\\\"record\\\"");
  }

  @Test
  void json_keeps_its_bytes_behind_the_id() {
    http.then(200, "{\"id\":12}");
    RegistryEncoder encoder = encoder(ValueFormat.JSON_SCHEMA, Subjects.TOPIC_RECORD_NAME, true);

    byte[] value = encoder.encode("al", ALERT);

    assertThat(Arrays.copyOfRange(value, WireFormat.HEADER, value.length)).isEqualTo(ALERT);
    assertThat(http.requests.get(0)).startsWith("POST /subjects/al-io.wavecast.Alert/versions");
    assertThat(http.requests.get(0)).endsWith("\"schemaType\":\"JSON\"}");
  }

  @Test
  void topics_without_a_schema_stay_json() {
    RegistryEncoder encoder = encoder(ValueFormat.AVRO, Subjects.TOPIC_NAME, true);

    assertThat(encoder.encode("other", ALERT)).isSameAs(ALERT);
    assertThat(http.requests).isEmpty();
  }

  @Test
  void without_registration_the_newest_schema_of_the_subject_decides_what_is_written() {
    latest(
        "{\"type\":\"record\",\"name\":\"Alert\",\"namespace\":\"io.wavecast\",\"fields\":["
            + "{\"name\":\"series\",\"type\":\"string\"},"
            + "{\"name\":\"team\",\"type\":\"string\",\"default\":\"ops\"}]}");
    RegistryEncoder encoder = encoder(ValueFormat.AVRO, Subjects.TOPIC_NAME, false);

    byte[] value = encoder.encode("al", ALERT);

    assertThat(value).isEqualTo(WireFormat.write(5, "\6cpu\6ops".getBytes(UTF_8)));
    assertThat(http.requests).containsExactly("GET /subjects/al-value/versions/latest");
  }

  @Test
  void a_newest_schema_that_cannot_take_the_events_is_refused_in_one_line() {
    latest(
        "{\"type\":\"record\",\"name\":\"Alert\",\"namespace\":\"io.wavecast\",\"fields\":["
            + "{\"name\":\"series\",\"type\":\"string\"},{\"name\":\"team\",\"type\":\"string\"}]}");
    RegistryEncoder encoder = encoder(ValueFormat.AVRO, Subjects.TOPIC_NAME, false);

    assertThatThrownBy(encoder::prepare)
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "newest schema of subject 'al-value' cannot take the events: team at /fields/1");
  }

  @Test
  void a_subject_without_a_schema_or_of_another_language_is_refused() {
    RegistryEncoder encoder = encoder(ValueFormat.JSON_SCHEMA, Subjects.TOPIC_NAME, false);

    assertThatThrownBy(encoder::prepare)
        .isInstanceOf(FailureException.class)
        .hasMessage("subject 'al-value' has no schema, and schema.registry.auto-register=false");

    latest("\"string\"");
    assertThatThrownBy(encoder::prepare)
        .isInstanceOf(FailureException.class)
        .hasMessage("newest schema of subject 'al-value' must be of type JSON, got: AVRO");
  }

  @Test
  void an_event_that_was_written_reads_back_as_it_was() {
    http.then(200, "{\"id\":12}").then(200, schema(EventSchema.ALERT.avro()));
    RegistryEncoder encoder = encoder(ValueFormat.AVRO, Subjects.TOPIC_NAME, true);
    RegistryDecoder decoder = RegistryDecoder.ofEvents(() -> registry);

    assertThat(decoder.decode(encoder.encode("al", ALERT)))
        .asString(UTF_8)
        .isEqualTo(new String(ALERT, UTF_8).strip());
  }

  private RegistryEncoder encoder(ValueFormat format, Subjects subjects, boolean autoRegister) {
    return new RegistryEncoder(
        () -> registry, Map.of("al", EventSchema.ALERT), format, subjects, autoRegister);
  }

  private void latest(String schema) {
    http.then(200, "{\"id\":5,\"version\":1," + schema(schema).substring(1));
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
