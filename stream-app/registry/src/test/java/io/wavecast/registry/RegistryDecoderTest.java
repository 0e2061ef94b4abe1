package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.UnavailableException;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RegistryDecoderTest {
  private static final byte[] TEXT = {0, 0, 0, 0, 7, 4, 'h', 'i'};
  private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";

  private final FakeRegistry http = new FakeRegistry();
  private final SchemaRegistry registry =
      new SchemaRegistry(http, new FakeTime().patience(Duration.ofSeconds(1)));
  private final RegistryDecoder avro = RegistryDecoder.of(Kind.AVRO, registry);
  private final RegistryDecoder events = RegistryDecoder.ofEvents(registry);

  @Test
  void a_schema_is_asked_for_once() {
    http.then(200, STRING);

    assertThat(text(avro, TEXT)).isEqualTo("\"hi\"");
    assertThat(text(avro, TEXT)).isEqualTo("\"hi\"");
    assertThat(http.requests).hasSize(1);
  }

  @Test
  void json_behind_the_id_is_returned_as_it_is() {
    http.then(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
    RegistryDecoder json = RegistryDecoder.of(Kind.JSON, registry);

    assertThat(text(json, WireFormat.write(1, "{\"a\":1}".getBytes(UTF_8)))).isEqualTo("{\"a\":1}");
  }

  @Test
  void references_of_json_are_not_asked_for() {
    http.then(
        200,
        "{\"schemaType\":\"JSON\",\"schema\":\"{}\","
            + "\"references\":[{\"name\":\"c\",\"subject\":\"customer\",\"version\":2}]}");
    RegistryDecoder json = RegistryDecoder.of(Kind.JSON, registry);

    assertThat(text(json, WireFormat.write(1, new byte[] {'5'}))).isEqualTo("5");
    assertThat(http.requests).containsExactly("GET /schemas/ids/1");
  }

  @Test
  void a_record_without_a_value_stays_without() {
    assertThat(avro.decode(null)).isNull();
  }

  @Test
  void a_value_without_a_schema_is_refused_except_among_own_events() {
    byte[] plain = "{\"a\":1}".getBytes(UTF_8);

    assertThatThrownBy(() -> avro.decode(plain))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
        .hasMessageStartingWith("value must begin with a zero byte and the schema's id");
    assertThat(events.decode(plain)).isSameAs(plain);
  }

  @Test
  void own_events_may_be_of_either_format() {
    http.then(200, STRING).then(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

    assertThat(text(events, TEXT)).isEqualTo("\"hi\"");
    assertThat(text(events, WireFormat.write(8, new byte[] {'5'}))).isEqualTo("5");
  }

  @Test
  void an_unknown_id_is_refused_without_asking_for_every_record() {
    for (int i = 0; i < 3; i++) {
      refused(TEXT, "schema 7 is not known to the schema registry");
    }
    assertThat(http.requests).hasSize(1);
  }

  @Test
  void of_many_schemas_those_used_last_are_kept() {
    http.always(path -> FakeRegistry.answer(200, STRING));
    for (int id = 1; id <= KnownSchemas.MAX_KEPT; id++) {
      text(avro, withId(id));
    }
    text(avro, withId(1));
    text(avro, withId(KnownSchemas.MAX_KEPT + 1));
    int asked = KnownSchemas.MAX_KEPT + 1;

    text(avro, withId(1));
    text(avro, withId(3));
    assertThat(http.requests).hasSize(asked);
    text(avro, withId(2));
    assertThat(http.requests).hasSize(asked + 1);
  }

  @Test
  void a_schema_that_is_forbidden_is_refused_with_the_reason_until_asked_again() {
    http.then(403, "{\"message\":\"no right to it\"}").then(200, "[\"AVRO\"]");

    for (int i = 0; i < 2; i++) {
      refused(
          TEXT,
          "schema 7 cannot be used: the registry refuses GET /schemas/ids/7: 403 no right to it");
    }
    assertThat(http.requests).hasSize(2);
  }

  @Test
  void a_schema_of_another_language_is_refused_by_name() {
    http.then(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")
        .then(200, "{\"schemaType\":\"THRIFT\",\"schema\":\"struct\"}")
        .then(200, "{\"schema\":\"{\\\"type\\\":\\\"record\\\"}\"}");

    refused(TEXT, "schema 7 is of type JSON, not AVRO");
    refused(WireFormat.write(8, TEXT), "schema 8 is of type OTHER, not AVRO");
    refused(
        WireFormat.write(9, TEXT),
        "schema 9 cannot be used: Avro schema cannot be parsed: No name in schema: {\"type\":\"record\"}");
  }

  @Test
  void an_outage_is_no_fault_of_the_record() {
    http.always(path -> FakeRegistry.answer(503, ""));

    assertThatThrownBy(() -> avro.decode(TEXT)).isInstanceOf(UnavailableException.class);

    http.then(200, STRING);
    assertThat(text(avro, TEXT)).isEqualTo("\"hi\"");
  }

  @Test
  void types_of_other_subjects_are_looked_up() {
    http.then(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"B\\\"}]}\","
                + "\"references\":[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]}")
        .then(
            200,
            "{\"id\":2,\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"B\\\","
                + "\\\"symbols\\\":[\\\"X\\\",\\\"Y\\\"]}\"}");

    assertThat(text(avro, WireFormat.write(7, new byte[] {2}))).isEqualTo("{\"b\":\"Y\"}");
    assertThat(http.requests).containsExactly("GET /schemas/ids/7", "GET /subjects/b/versions/1");
  }

  @Test
  void a_referenced_schema_without_an_id_is_read_and_one_that_is_unknown_is_refused() {
    String text =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
            + "[{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"B\\\"}]}\","
            + "\"references\":[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]}";
    http.then(200, text)
        .then(
            200,
            "{\"schema\":\"{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"B\\\",\\\"symbols\\\":[\\\"X\\\"]}\"}")
        .then(200, text);

    assertThat(text(avro, WireFormat.write(7, new byte[] {0}))).isEqualTo("{\"b\":\"X\"}");
    assertThatThrownBy(() -> avro.decode(WireFormat.write(8, new byte[] {0})))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA));
  }

  private static byte[] withId(int id) {
    return WireFormat.write(id, new byte[] {4, 'h', 'i'});
  }

  private void refused(byte[] value, String message) {
    assertThatThrownBy(() -> avro.decode(value))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA))
        .hasMessage(message);
  }

  private static String text(RegistryDecoder decoder, byte[] value) {
    return new String(Objects.requireNonNull(decoder.decode(value)), UTF_8);
  }
}
