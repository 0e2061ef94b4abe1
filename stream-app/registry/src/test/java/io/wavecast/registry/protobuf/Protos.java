package io.wavecast.registry.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.util.Map;

/** Messages of tests. */
final class Protos {
  static final String ORDER =
      """
      // orders of a shop
      syntax = "proto3";
      package shop.v1;
      import "google/protobuf/timestamp.proto";
      import "google/protobuf/duration.proto";
      import "google/protobuf/wrappers.proto";
      option java_package = "shop"; /* no value needs it */

      message Order {
        reserved 90, 92 to 95;
        reserved "gone";
        message Item {
          string name = 1;
          double price = 2 [deprecated = true];
          Order again = 3;
        }
        enum Status { OPEN = 0; PAID = 1 [deprecated = true]; }
        int64 id = 1;
        Status status = 2;
        repeated Item items = 3;
        map<string, Item> by_name = 4;
        map<int32, double> by_number = 5;
        optional double discount = 6;
        oneof pay { string card = 7; int32 cash = 8; Item goods = 9; }
        google.protobuf.Timestamp at = 10;
        google.protobuf.Duration took = 11;
        google.protobuf.DoubleValue weight = 12;
        repeated sint32 codes = 13;
        repeated Status history = 14;
        .shop.v1.Order.Item best = 15;
        int32 i32 = 20; uint32 u32 = 21; sint32 s32 = 22; fixed32 f32 = 23; sfixed32 sf32 = 24;
        uint64 u64 = 25; sint64 s64 = 26; fixed64 f64 = 27; sfixed64 sf64 = 28;
        bool flag = 29; float ratio = 30; bytes raw = 31; string note = 32;
      }

      message Other { string text = 1; }

      service Shop { rpc Buy (Order) returns (stream Order) { option deprecated = true; } }
      """;

  static final String OLD =
      """
      syntax = "proto2";
      message Old {
        extensions 100 to 199;
        required string name = 1;
        optional int32 level = 2 [default = 7];
        optional Kind kind = 3;
        optional Place place = 4;
        message Place { optional string town = 1; }
        repeated int32 codes = 5;
        repeated int32 packed = 6 [packed = true];
        enum Kind { A = 1; B = 2; }
        optional double plain = 7;
      }
      extend Old { optional string more = 100; }
      """;

  private Protos() {}

  /** A message of a file, linked with Google's. */
  static Descriptor type(String text, String name) {
    try {
      FileDescriptor file = new LinkedFiles(ProtobufSchema.descriptors(Map.of("x", text))).get("x");
      return file.findMessageTypeByName(name);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message in Protobuf's text format, as bytes. */
  static DynamicMessage message(Descriptor type, String text) throws Exception {
    DynamicMessage.Builder out = DynamicMessage.newBuilder(type);
    TextFormat.merge(text, out);
    return out.buildPartial();
  }

  static byte[] bytes(Descriptor type, String text) throws Exception {
    return message(type, text).toByteArray();
  }

  /** A field that holds bytes, e.g. of a message. */
  static byte[] delimited(int field, byte[] inner) {
    return UnknownFieldSet.newBuilder()
        .addField(
            field,
            UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(inner))
                .build())
        .build()
        .toByteArray();
  }
}
