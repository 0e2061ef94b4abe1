package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import io.wavecast.core.ingest.ValueReader;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.protobuf.ProtobufFormat;
import io.wavecast.registry.protobuf.ProtobufSchema;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The same order in each format, and its readers. */
final class Orders {
  private static final String AVRO =
      """
      {"type": "record", "name": "Order", "fields": [
        {"name": "customer", "type": "string"},
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "note", "type": ["null", "string"]},
        {"name": "total", "type": "double"},
        {"name": "nothing", "type": {"type": "array", "items": "null"}},
        {"name": "labels", "type": {"type": "map", "values": "string"}},
        {"name": "items", "type": {"type": "array", "items":
          {"type": "record", "name": "Item", "fields": [
            {"name": "n", "type": "int"}, {"name": "open", "type": "boolean"}]}}}]}
      """;

  private static final String JSON =
      """
      {"customer": "ann", "kind": "B", "at": 1780000000000, "note": "late", "total": 12.5,
       "nothing": [null, null], "labels": {"a": "b", "c": ""},
       "items": [{"n": 1, "open": true}, {"n": -70000, "open": false}]}
      """;

  static final String PROTO =
      """
      syntax = "proto3";
      package shop;
      // of a customer
      message Order {
        string customer = 1;
        enum Kind { A = 0; B = 1; }
        Kind kind = 2;
        int64 at = 3;
        optional string note = 4;
        double total = 5;
        map<string, string> labels = 6;
        message Item { int32 n = 1; oneof o { bool open = 2; Order whole = 3; } }
        repeated Item items = 7 [deprecated = true];
      }
      """;

  private static final String DESCRIPTOR =
      """
      name: "order.proto" package: "shop" syntax: "proto3"
      message_type { name: "Order"
        field { name: "customer" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
        field { name: "at" number: 3 label: LABEL_OPTIONAL type: TYPE_INT64 }
        field { name: "total" number: 5 label: LABEL_OPTIONAL type: TYPE_DOUBLE }
        field { name: "items" number: 7 label: LABEL_REPEATED type: TYPE_MESSAGE
                type_name: ".shop.Order.Item" }
        nested_type { name: "Item"
          field { name: "n" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 } } }
      """;

  private Orders() {}

  static byte[] json() {
    return JSON.getBytes(UTF_8);
  }

  static byte[] avro() {
    Schema schema = new Schema.Parser().parse(AVRO);
    String encoded = JSON.replace("\"late\"", "{\"string\": \"late\"}");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Object order =
          new GenericDatumReader<>(schema)
              .read(null, DecoderFactory.get().jsonDecoder(schema, encoded));
      new GenericDatumWriter<>(schema)
          .write(order, EncoderFactory.get().directBinaryEncoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The message alone, field by field. */
  static byte[] protobuf() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeString(1, "ann");
      out.writeEnum(2, 1);
      out.writeInt64(3, 1_780_000_000_000L);
      out.writeString(4, "late");
      out.writeDouble(5, 12.5);
      out.writeByteArray(6, new byte[] {10, 1, 'a', 18, 1, 'b'});
      out.writeByteArray(6, new byte[] {10, 1, 'c'});
      out.writeByteArray(7, new byte[] {8, 1, 16, 1});
      out.writeByteArray(7, new byte[] {8, 2, 26, 5, 10, 3, 'b', 'o', 'b'});
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The first message of schema 3. */
  static byte[] registeredProtobuf() {
    byte[] message = protobuf();
    byte[] payload = new byte[message.length + 1];
    System.arraycopy(message, 0, payload, 1, message.length);
    return WireFormat.write(3, payload);
  }

  static byte[] descriptorSet() {
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    try {
      TextFormat.merge(DESCRIPTOR, file);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException(e);
    }
    return FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();
  }

  /** A reader of messages without a registry. */
  static ValueReader described() {
    return new ProtobufFormat(descriptorSet(), "shop.Order").open();
  }

  /** Reads the text of a schema; the documented refusal becomes one of a record. */
  static void parse(byte[] text) {
    refusing(() -> ProtobufSchema.parse(new String(text, UTF_8), Map.of()));
  }

  /** Reads a descriptor set; the documented refusal becomes one of a record. */
  static void describe(byte[] set) {
    refusing(() -> new ProtobufFormat(set, "shop.Order"));
  }

  private static void refusing(Supplier<?> read) {
    try {
      read.get();
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()), e);
    }
  }

  /** A reader whose registry knows schemas 1 (Avro), 2 (JSON Schema) and 3 (Protobuf). */
  static ValueReader registered(Kind kind) {
    FakeRegistry http =
        new FakeRegistry()
            .always(
                path ->
                    switch (path) {
                      case "/schemas/ids/1" -> FakeRegistry.answer(200, schema(AVRO, Kind.AVRO));
                      case "/schemas/ids/2" -> FakeRegistry.answer(200, schema("{}", Kind.JSON));
                      case "/schemas/ids/3" ->
                          FakeRegistry.answer(200, schema(PROTO, Kind.PROTOBUF));
                      default -> FakeRegistry.answer(404, FakeRegistry.UNKNOWN);
                    });
    SchemaRegistry registry = new SchemaRegistry(http, Patience.of(Duration.ofSeconds(1)));
    return new RegistryFormat(kind).with(registry).open();
  }

  private static String schema(String text, Kind kind) {
    return new ObjectMapper()
        .createObjectNode()
        .put("schema", text)
        .put("schemaType", kind.name())
        .toString();
  }
}
