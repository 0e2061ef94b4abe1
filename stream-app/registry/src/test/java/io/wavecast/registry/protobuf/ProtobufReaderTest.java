package io.wavecast.registry.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufReaderTest {
  private static final Descriptor ORDER = Protos.type(Protos.ORDER, "Order");
  private static final Descriptor OLD = Protos.type(Protos.OLD, "Old");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id: -5 | /id | -5
          i32: -2147483648 | /i32 | -2147483648
          u32: 4294967295 | /u32 | 4294967295
          s32: -7 | /s32 | -7
          f32: 4000000000 | /f32 | 4000000000
          sf32: -7 | /sf32 | -7
          u64: 18446744073709551615 | /u64 | 18446744073709551615
          s64: -9223372036854775808 | /s64 | -9223372036854775808
          f64: 18446744073709551614 | /f64 | 18446744073709551614
          sf64: -9 | /sf64 | -9
          flag: true | /flag | true
          ratio: 0.1 | /ratio | 0.1
          ratio: nan | /ratio | "NaN"
          discount: -inf | /discount | "-Infinity"
          raw: "\\377a" | /raw | "/2E="
          note: "é" | /note | "é"
          status: PAID | /status | "PAID"
          status: 9 | /status | 9
          history: [PAID, OPEN, 9] | /history | ["PAID","OPEN",9]
          codes: [1, -1, 70000] | /codes | [1,-1,70000]
          by_number { key: 3 value: 1.5 } by_number { key: -1 value: 2 } | /by_number | {"3":1.5,"-1":2.0}
          by_number { key: 3 } | /by_number | {"3":0.0}
          by_name { key: "a" } | /by_name/a/name | ""
          items { name: "a" } items { price: 2 } | /items/1/price | 2.0
          items { again { items { name: "x" } } } | /items/0/again/items/0/name | "x"
          best { name: "b" } | /best/name | "b"
          at { seconds: 1780000000 nanos: 250000000 } | /at | 1780000000250
          at { seconds: 1780000000 nanos: 1500 } | /at | 1780000000000.0015
          at { seconds: -1 nanos: 999000000 } | /at | -1
          at { } | /at | 0
          at { seconds: 9223372036854775807 } | /at | 9.223372036854775807E+21
          took { nanos: 1500000 } | /took | 1.5
          weight { value: 3 } | /weight | 3.0
          weight { } | /weight | 0.0
          cash: 0 | /cash | 0
          card: "c" | /cash | ``
          card: "c" | /goods | ``
          ` ` | /cash | ``
          ` ` | /discount | ``
          ` ` | /at | ``
          ` ` | /weight | ``
          ` ` | /best | ``
          ` ` | /id | 0
          ` ` | /note | ""
          ` ` | /flag | false
          ` ` | /status | "OPEN"
          ` ` | /items | []
          ` ` | /by_name | {}
          ` ` | /ratio | 0.0
          discount: 0 | /discount | 0.0
          """)
  void a_field_is_read_as_what_it_is(String text, String pointer, String expected)
      throws Exception {
    JsonNode tree = read(ORDER, Protos.bytes(ORDER, text));

    JsonNode found = tree.at(pointer);
    assertThat(found.isMissingNode() ? "" : found.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          level: 0 | {"name":"n","level":0,"codes":[],"packed":[]}
          ` ` | {"name":"n","codes":[],"packed":[],"level":7}
          place { town: "x" } | {"name":"n","place":{"town":"x"},"level":7,"codes":[],"packed":[]}
          kind: B | {"name":"n","kind":"B","level":7,"codes":[],"packed":[]}
          codes: [1, 2] packed: [3, 4] | {"name":"n","codes":[1,2],"packed":[3,4],"level":7}
          plain: 0 | {"name":"n","plain":0.0,"level":7,"codes":[],"packed":[]}
          """)
  void proto2_tells_absent_from_zero_and_has_defaults_of_its_own(String text, String expected)
      throws Exception {
    JsonNode tree = read(OLD, Protos.bytes(OLD, "name: 'n' " + text));

    assertThat(tree).isEqualTo(new ObjectMapper().readTree(expected));
  }

  @Test
  void a_number_that_a_closed_enum_lacks_is_an_unknown_field() {
    assertThat(read(OLD, new byte[] {3 << 3, 9}).has("kind")).isFalse();
  }

  @Test
  void an_entry_of_a_map_without_a_value_has_the_default_one() {
    assertThat(read(ORDER, new byte[] {4 << 3 | 2, 3, 10, 1, 'a'}).at("/by_name/a"))
        .hasToString("{\"name\":\"\",\"price\":0.0}");
  }

  @Test
  void a_message_that_ends_before_its_length_is_refused() {
    refused(
        new byte[] {15 << 3 | 2, 9, 10, 1, 'a'},
        Reason.MALFORMED,
        "value must be Protobuf of its schema: While parsing a protocol message");
  }

  @Test
  void the_last_member_of_a_oneof_counts() throws Exception {
    byte[] both = join(Protos.bytes(ORDER, "card: 'c'"), Protos.bytes(ORDER, "cash: 3"));

    assertThat(read(ORDER, both).has("card")).isFalse();
    assertThat(read(ORDER, both).get("cash").intValue()).isEqualTo(3);
  }

  @Test
  void a_message_in_parts_is_merged() throws Exception {
    byte[] parts =
        join(Protos.bytes(ORDER, "best { name: 'a' }"), Protos.bytes(ORDER, "best { price: 2 }"));

    assertThat(read(ORDER, parts).get("best")).hasToString("{\"name\":\"a\",\"price\":2.0}");
  }

  @Test
  void elements_may_be_packed_or_not_whatever_the_schema_says() {
    assertThat(read(ORDER, new byte[] {13 << 3, 2, 13 << 3 | 2, 2, 4, 6}).get("codes"))
        .hasToString("[1,2,3]");
  }

  @Test
  void fields_that_the_schema_lacks_or_has_with_another_type_are_skipped() throws Exception {
    Descriptor newer =
        Protos.type(
            "syntax = \"proto3\"; message O { string id = 1; int32 cash = 8; O more = 200;"
                + " double far = 536870911; }",
            "O");

    JsonNode tree = read(ORDER, Protos.bytes(newer, "id: 'x' cash: 4 more { id: 'y' } far: 1"));

    assertThat(tree.get("cash").intValue()).isEqualTo(4);
    assertThat(tree.get("id").intValue()).isZero();
    assertThat(tree.has("more")).isFalse();
  }

  @Test
  void bytes_that_are_no_message_are_refused_without_quoting_them() throws Exception {
    byte[] whole = Protos.bytes(ORDER, "best { name: 'secret' } note: 'secret'");
    for (int length = 1; length < whole.length; length++) {
      if (length != 10) { // the end of the first field
        refused(
            Arrays.copyOf(whole, length),
            Reason.MALFORMED,
            "value must be Protobuf of its schema: ");
      }
    }
    refused(new byte[] {(byte) 0x82, 2, 2, 'a', (byte) 0xff}, Reason.MALFORMED, "value must be");
    refused(new byte[] {12}, Reason.MALFORMED, "value must be");
    refused("{\"id\":1}".getBytes(UTF_8), Reason.MALFORMED, "value");
  }

  @Test
  void depth_and_number_of_fields_are_bounded() throws Exception {
    byte[] deep = {};
    for (int i = 0; i < 40; i++) {
      deep = Protos.delimited(3, Protos.delimited(3, deep)); // an item, the order again
    }
    refused(deep, Reason.MALFORMED, "value must be Protobuf of its schema: Protocol message had");

    byte[] many = new byte[2 * 5_000]; // each entry has an item with three fields that are not set
    for (int i = 0; i < many.length; i += 2) {
      many[i] = 3 << 3 | 2;
    }
    assertThat(read(ORDER, many).get("items")).hasSize(5_000);
    byte[] more = new byte[2 * 70_000];
    for (int i = 0; i < more.length; i += 2) {
      more[i] = 3 << 3 | 2;
    }
    refused(more, Reason.TOO_LARGE, "value must hold at most 100000 elements");
  }

  /** The library's own reading, as an oracle. */
  @Test
  void random_messages_are_read_as_the_library_reads_them() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      DynamicMessage message = new RandomMessages(seed).next(ORDER, 3);

      JsonNode tree = read(ORDER, message.toByteArray());

      requireSame("seed " + seed, message, (ObjectNode) tree);
    }
  }

  private static void requireSame(String what, DynamicMessage message, ObjectNode tree) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      JsonNode node = tree.get(field.getName());
      if (field.hasPresence() && !message.hasField(field)) {
        assertThat(node).as("%s %s", what, field).isNull();
      } else if (field.isRepeated()) {
        assertThat(node.size())
            .as("%s %s", what, field)
            .isEqualTo(message.getRepeatedFieldCount(field));
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
          requireSame(what, field, message.getRepeatedField(field, i), node.get(i));
        }
      } else {
        requireSame(what, field, message.getField(field), node);
      }
    }
  }

  private static void requireSame(String what, FieldDescriptor field, Object value, JsonNode node) {
    if (value instanceof DynamicMessage message && node instanceof ObjectNode object) {
      requireSame(what, message, object);
    } else if (!(value instanceof DynamicMessage)) {
      String expected =
          switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
            case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
            case BYTES -> Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
            default -> value instanceof EnumValueDescriptor e ? e.getName() : String.valueOf(value);
          };
      assertThat(node.asText()).as("%s %s", what, field).isEqualTo(expected);
    }
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static JsonNode read(Descriptor type, byte[] value) {
    return new ProtobufReader(type).read(value, 0);
  }

  private static void refused(byte[] value, Reason reason, String message) {
    assertThatThrownBy(() -> read(ORDER, value))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("secret");
  }
}
