package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryProtobufTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE =
      """
      syntax = "proto3";
      message A { map<string, int32> m = 1; message B { int32 b = 1; } message C { int32 c = 1; } }
      message D { int32 d = 1; }
      """;
  private static final byte[] FIVE = {8, 5};

  private final FakeRegistry http = new FakeRegistry();
  private final SchemaRegistry registry =
      new SchemaRegistry(http, new FakeTime().patience(Duration.ofSeconds(1)));
  private final RegistryDecoder decoder = RegistryDecoder.of(Kind.PROTOBUF, registry);

  /** Numbers are zigzag: 2 is 1, 4 is 2. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          00 | {"m":{}}
          0200 | {"m":{}}
          0202 | {"d":5}
          040000 | {"b":5}
          040002 | {"c":5}
          """)
  void a_value_says_which_message_of_the_file_it_is(String path, String expected) {
    http.then(200, schema(FILE).toString());

    assertThat(text(value(path, FIVE))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "01, got a path of -1 numbers",
    "0204, got number 2 of 2",
    "0201, got number -1 of 2",
    "040006, got number 3 of 3",
    "7e, it ends before",
    "8201, got a path of 65 numbers",
  })
  void a_path_to_no_message_is_malformed(String path, String expected) {
    http.then(200, schema(FILE).toString());

    assertThatThrownBy(() -> decoder.decode(value(path, new byte[0])))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
        .hasMessage("value must name a message of its Protobuf schema: " + expected);
  }

  @Test
  void files_of_other_subjects_are_looked_up_and_googles_are_known() {
    ObjectNode main =
        schema(
            """
            syntax = "proto3";
            import "b.proto";
            import "google/protobuf/timestamp.proto";
            message A { x.B b = 1; google.protobuf.Timestamp at = 2; }
            """);
    reference(main, "b.proto", "subject-b");
    ObjectNode other =
        schema("syntax = \"proto3\"; package x; import \"c.proto\"; message B { C c = 1; }");
    reference(other, "c.proto", "subject-c");
    http.then(200, main.toString())
        .then(200, other.put("id", 2).toString())
        .then(
            200,
            schema("syntax = \"proto3\"; package x; message C { int32 v = 1; }")
                .put("id", 3)
                .toString());

    assertThat(text(value("00", new byte[] {10, 4, 10, 2, 8, 5})))
        .isEqualTo("{\"b\":{\"c\":{\"v\":5}}}");
    assertThat(text(value("00", new byte[] {18, 2, 8, 5}))).isEqualTo("{\"at\":5000}");
    assertThat(http.requests)
        .containsExactly(
            "GET /schemas/ids/7",
            "GET /subjects/subject-b/versions/1",
            "GET /subjects/subject-c/versions/1");
  }

  @Test
  void a_schema_that_cannot_be_used_is_unknown() {
    http.then(200, schema("message A {").toString())
        .then(200, schema(FILE).put("schemaType", "JSON").toString());

    refused(value("00", FIVE), "schema 7 cannot be used: Protobuf schema cannot be parsed: ");
    byte[] json = WireFormat.write(8, FIVE);
    refused(json, "schema 8 is of type JSON, not PROTOBUF");
    refused(WireFormat.write(9, FIVE), "schema 9 is not known to the schema registry");
  }

  private void refused(byte[] value, String message) {
    assertThatThrownBy(() -> decoder.decode(value))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA))
        .hasMessageStartingWith(message);
  }

  private static ObjectNode schema(String text) {
    return JSON.createObjectNode().put("schemaType", "PROTOBUF").put("schema", text);
  }

  private static void reference(ObjectNode schema, String name, String subject) {
    schema
        .withArray("references")
        .addObject()
        .put("name", name)
        .put("subject", subject)
        .put("version", 1);
  }

  private static byte[] value(String path, byte[] message) {
    byte[] numbers = HexFormat.of().parseHex(path);
    byte[] payload = Arrays.copyOf(numbers, numbers.length + message.length);
    System.arraycopy(message, 0, payload, numbers.length, message.length);
    return WireFormat.write(7, payload);
  }

  private String text(byte[] value) {
    return new String(Objects.requireNonNull(decoder.decode(value)), UTF_8);
  }
}
