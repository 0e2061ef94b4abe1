package io.wavecast.registry.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.TextFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoTextTest {
  @Test
  void a_file_of_proto3_becomes_what_protoc_makes_of_it() throws Exception {
    String text =
        """
        syntax = "proto3";
        package a.b;
        import "x.proto";
        import public "y.proto";
        message M {
          oneof o { string s = 3; N n = 4; }
          optional uint64 u = 1;
          map<string, N> by_name = 2;
          enum E { Z = 0; NEG = -1; }
          repeated E es = 5;
          message N { bytes raw = 1; }
        }
        enum F { ZERO = 0; }
        """;

    assertThat(ProtoText.parse("m.proto", text))
        .isEqualTo(
            descriptor(
                """
                name: "m.proto" package: "a.b" syntax: "proto3"
                dependency: "x.proto" dependency: "y.proto" public_dependency: 1
                message_type {
                  name: "M"
                  field { name: "s" number: 3 label: LABEL_OPTIONAL type: TYPE_STRING oneof_index: 0 }
                  field { name: "n" number: 4 label: LABEL_OPTIONAL type_name: "N" oneof_index: 0 }
                  field { name: "u" number: 1 label: LABEL_OPTIONAL type: TYPE_UINT64
                          oneof_index: 1 proto3_optional: true }
                  field { name: "by_name" number: 2 label: LABEL_REPEATED type: TYPE_MESSAGE
                          type_name: "ByNameEntry" }
                  field { name: "es" number: 5 label: LABEL_REPEATED type_name: "E" }
                  nested_type { name: "N"
                    field { name: "raw" number: 1 label: LABEL_OPTIONAL type: TYPE_BYTES } }
                  nested_type { name: "ByNameEntry" options { map_entry: true }
                    field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
                    field { name: "value" number: 2 label: LABEL_OPTIONAL type_name: "N" } }
                  enum_type { name: "E" value { name: "Z" number: 0 } value { name: "NEG" number: -1 } }
                  oneof_decl { name: "o" } oneof_decl { name: "_u" }
                }
                enum_type { name: "F" value { name: "ZERO" number: 0 } }
                """));
  }

  @Test
  void a_file_of_proto2_has_labels_defaults_and_groups() throws Exception {
    String text =
        """
        message M {
          required int32 a = 1;
          optional string b = 2 [default = "x y"];
          repeated group G = 3 { optional bool c = 4; }
        }
        """;

    assertThat(ProtoText.parse("m.proto", text))
        .isEqualTo(
            descriptor(
                """
                name: "m.proto" syntax: "proto2"
                message_type {
                  name: "M"
                  field { name: "g" number: 3 label: LABEL_REPEATED type: TYPE_GROUP type_name: "G" }
                  field { name: "a" number: 1 label: LABEL_REQUIRED type: TYPE_INT32 }
                  field { name: "b" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING
                          default_value: "x y" }
                  nested_type { name: "G"
                    field { name: "c" number: 4 label: LABEL_OPTIONAL type: TYPE_BOOL } }
                }
                """));
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
          syntax = "proto3"; message M { Absent a = 1; } | M.a: "Absent" is not defined
          syntax = "proto3"; import "x.proto"; message M {} | 'x.proto' is imported, but is not there
          syntax = "proto3"; import "(schema)"; message M {} | '(schema)' is imported in a circle
          syntax = "proto3"; message M { string a = 1; string b = 1; } | Field number 1 has already
          edition = "2023"; message M {} | Syntax error
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

  private static FileDescriptorProto descriptor(String text) throws Exception {
    FileDescriptorProto.Builder out = FileDescriptorProto.newBuilder();
    TextFormat.merge(text, out);
    return out.build();
  }
}
