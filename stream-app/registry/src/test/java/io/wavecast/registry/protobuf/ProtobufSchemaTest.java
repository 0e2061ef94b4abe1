package io.wavecast.registry.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.TextFormat;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufSchemaTest {
  @Test
  void a_file_of_proto3_becomes_what_protoc_makes_of_it() throws Exception {
    String text =
        """
        syntax = "proto3";
        package a.b;
        import "x.proto";
        message M {
          oneof o { string s = 3; N n = 4; }
          optional uint64 u = 1;
          map<string, N> by_name = 2;
          enum E { Z = 0; NEG = -1; }
          repeated E es = 5;
          message N { bytes raw = 1; }
          X x = 6;
        }
        enum F { ZERO = 0; }
        """;
    String imported = "syntax = \"proto3\"; package a.b; message X {}";

    assertThat(descriptor(text, Map.of("x.proto", imported)))
        .isEqualTo(
            descriptor(
                """
                name: "m.proto" package: "a.b" syntax: "proto3" dependency: "x.proto"
                message_type {
                  name: "M"
                  field { name: "s" number: 3 label: LABEL_OPTIONAL type: TYPE_STRING oneof_index: 0 }
                  field { name: "n" number: 4 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                          type_name: ".a.b.M.N" oneof_index: 0 }
                  field { name: "u" number: 1 label: LABEL_OPTIONAL type: TYPE_UINT64
                          oneof_index: 1 proto3_optional: true }
                  field { name: "by_name" number: 2 label: LABEL_REPEATED type: TYPE_MESSAGE
                          type_name: ".a.b.M.ByNameEntry" }
                  field { name: "es" number: 5 label: LABEL_REPEATED type: TYPE_ENUM
                          type_name: ".a.b.M.E" }
                  field { name: "x" number: 6 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                          type_name: ".a.b.X" }
                  nested_type { name: "N"
                    field { name: "raw" number: 1 label: LABEL_OPTIONAL type: TYPE_BYTES } }
                  nested_type { name: "ByNameEntry" options { map_entry: true }
                    field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING
                            json_name: "key" }
                    field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                            type_name: ".a.b.M.N" json_name: "value" } }
                  enum_type { name: "E" value { name: "Z" number: 0 } value { name: "NEG" number: -1 } }
                  oneof_decl { name: "o" } oneof_decl { name: "_u" }
                }
                enum_type { name: "F" value { name: "ZERO" number: 0 } }
                """));
  }

  @Test
  void a_file_of_proto2_has_labels_and_defaults() throws Exception {
    String text =
        """
        message M {
          required int32 a = 1;
          optional string b = 2 [default = "x y"];
        }
        """;

    assertThat(descriptor(text, Map.of()))
        .isEqualTo(
            descriptor(
                """
                name: "m.proto"
                message_type {
                  name: "M"
                  field { name: "a" number: 1 label: LABEL_REQUIRED type: TYPE_INT32 }
                  field { name: "b" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING
                          default_value: "x y" }
                }
                """));
  }

  @Test
  void a_public_import_is_passed_on() throws Exception {
    Map<String, String> imports =
        Map.of(
            "x.proto", "syntax = \"proto3\"; import public \"y.proto\";",
            "y.proto", "syntax = \"proto3\"; message Y { int32 a = 1; }");
    String text = "syntax = \"proto3\"; import \"x.proto\"; message M { Y y = 1; }";

    assertThat(descriptor(text, imports).getMessageType(0).getField(0).getTypeName())
        .isEqualTo(".Y");
  }

  @Test
  void an_option_of_another_file_is_known_by_its_import() {
    String text =
        """
        syntax = "proto3";
        import "note.proto";
        message M { double value = 1 [(note) = "x"]; }
        """;
    String note =
        """
        syntax = "proto3";
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FieldOptions { string note = 50000; }
        """;

    JsonNode tree =
        ProtobufSchema.parse(text, Map.of("note.proto", note))
            .read(new byte[] {0, 9, 0, 0, 0, 0, 0, 0, -8, 63}, 0);

    assertThat(tree).hasToString("{\"value\":1.5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | it has no message
          enum E { A = 0; } | it has no message
          message M { | Syntax error
          syntax = "proto3"; message M { Absent a = 1; } | unable to resolve Absent
          syntax = "proto3"; import "x.proto"; message M {} | unexpected load: x.proto
          syntax = "proto3"; import "(schema)"; message M {} | imports form a cycle
          syntax = "proto3"; message M { string a = 1; string b = 1; } | multiple fields share tag 1
          edition = "2023"; message M {} | Syntax error
          message M { optional group G = 1 { optional bool a = 2; } } | 'group' is not supported
          """)
  void what_cannot_be_used_is_refused_in_one_line(String text, String expected) {
    assertThatThrownBy(() -> ProtobufSchema.parse(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Protobuf schema cannot be parsed: ")
        .hasMessageContaining(expected)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void the_text_of_a_stranger_is_bounded() {
    assertThatThrownBy(() -> ProtobufSchema.parse("message a{".repeat(20_000), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("it nests too deep");
    assertThatThrownBy(
            () -> ProtobufSchema.parse(" ".repeat(200_000), Map.of("x", " ".repeat(70_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Protobuf schema must have at most 262144 characters with its imports, got: 270000");
  }

  private static FileDescriptorProto descriptor(String text, Map<String, String> imports)
      throws Exception {
    Map<String, String> texts = new HashMap<>(imports);
    texts.put("m.proto", text);
    return ProtobufSchema.descriptors(texts).get("m.proto");
  }

  private static FileDescriptorProto descriptor(String text) throws Exception {
    FileDescriptorProto.Builder out = FileDescriptorProto.newBuilder();
    TextFormat.merge(text, out);
    return out.build();
  }
}
