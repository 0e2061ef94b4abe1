package io.wavecast.registry.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.wavecast.core.stream.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufFormatTest {
  private static final String MAIN =
      "syntax = \"proto3\"; package p; import \"b.proto\";"
          + " message M { message Inner { N n = 1; } Inner inner = 1; }";
  private static final String IMPORTED =
      "syntax = \"proto3\"; package p; message N { int32 v = 1; }";
  private static final byte[] SET = set("b.proto", "a.proto");
  private static final byte[] VALUE = {10, 4, 10, 2, 8, 5};

  @Test
  void values_are_messages_of_the_type_also_in_another_process() throws Exception {
    ProtobufFormat format = new ProtobufFormat(SET, "p.M");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(format);

    ProtobufFormat sent =
        (ProtobufFormat)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(sent).isEqualTo(format).hasSameHashCodeAs(format);
    assertThat(sent.open().read(record(VALUE))).hasToString("{\"inner\":{\"n\":{\"v\":5}}}");
  }

  @Test
  void a_type_within_another_is_found() {
    ProtobufFormat format = new ProtobufFormat(SET, "p.M.Inner");

    assertThat(format.open().read(record(new byte[] {10, 2, 8, 5})))
        .hasToString("{\"n\":{\"v\":5}}");
    assertThat(format).isNotEqualTo(new ProtobufFormat(SET, "p.M"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          M | descriptor set has no message 'M', it has: p.M, p.N
          p.M.Outer | descriptor set has no message 'p.M.Outer', it has: p.M, p.N
          """)
  void a_message_that_is_not_there_is_named_with_those_that_are(String name, String expected) {
    assertThatThrownBy(() -> new ProtobufFormat(SET, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected);
  }

  @Test
  void what_is_no_complete_descriptor_set_is_refused() {
    refused(set("a.proto"), "'b.proto' is imported, but is not there");
    refused(MAIN.getBytes(UTF_8), "must be a descriptor set, as protoc");
    refused(
        new byte[ProtobufFormat.MAX_BYTES + 1], "descriptor set must have at most 4194304 bytes");
    refused(new byte[0], "descriptor set has no message 'p.M', it has: ");
  }

  @Test
  void a_set_may_be_of_an_edition() throws Exception {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    TextFormat.merge(
        """
        file { name: "e.proto" syntax: "editions" edition: EDITION_2023
          message_type { name: "E"
            field { name: "set" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 }
            field { name: "absent" number: 2 label: LABEL_OPTIONAL type: TYPE_INT32 }
            field { name: "zero" number: 3 label: LABEL_OPTIONAL type: TYPE_INT32
                    options { features { field_presence: IMPLICIT } } } } }
        """,
        set);

    ProtobufFormat format = new ProtobufFormat(set.build().toByteArray(), "E");

    assertThat(format.open().read(record(new byte[] {8, 0}))).hasToString("{\"set\":0,\"zero\":0}");
  }

  private static byte[] set(String... files) {
    try {
      Map<String, FileDescriptorProto> all =
          ProtobufSchema.descriptors(Map.of("b.proto", IMPORTED, "a.proto", MAIN));
      FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
      for (String file : files) {
        set.addFile(all.get(file));
      }
      return set.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(byte[] set, String message) {
    assertThatThrownBy(() -> new ProtobufFormat(set, "p.M"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static RawRecord record(byte[] value) {
    return new RawRecord(null, value, 0, "raw", 0, 0);
  }
}
