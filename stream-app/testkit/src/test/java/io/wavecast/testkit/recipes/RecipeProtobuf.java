package io.wavecast.testkit.recipes;

import io.wavecast.testkit.registry.ForeignProtobuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The producers of the recipes with Protobuf. Their descriptors are what {@code protoc} makes of
 * the files that the recipes show.
 */
final class RecipeProtobuf {
  private static final ForeignProtobuf PLANT =
      new ForeignProtobuf(
          """
          name: "plant.proto" package: "plant" syntax: "proto3"
          dependency: "google/protobuf/timestamp.proto"
          message_type { name: "Batch"
            field { name: "plant" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
            field { name: "readings" number: 2 label: LABEL_REPEATED type: TYPE_MESSAGE
                    type_name: ".plant.Reading" } }
          message_type { name: "Reading"
            field { name: "machine" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
            field { name: "kind" number: 2 label: LABEL_OPTIONAL type: TYPE_ENUM
                    type_name: ".plant.Reading.Kind" }
            field { name: "value" number: 3 label: LABEL_OPTIONAL type: TYPE_DOUBLE }
            field { name: "at" number: 4 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                    type_name: ".google.protobuf.Timestamp" }
            enum_type { name: "Kind" value { name: "UNKNOWN" number: 0 }
              value { name: "TEMPERATURE" number: 1 } value { name: "LOAD" number: 2 } } }
          """);
  private static final ForeignProtobuf HOSTS =
      new ForeignProtobuf(
          """
          name: "hosts.proto" package: "hosts.v1" syntax: "proto3"
          dependency: "google/protobuf/timestamp.proto"
          message_type { name: "Sample"
            field { name: "host" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
            field { name: "at" number: 2 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                    type_name: ".google.protobuf.Timestamp" }
            field { name: "metrics" number: 3 label: LABEL_REPEATED type: TYPE_MESSAGE
                    type_name: ".hosts.v1.Sample.MetricsEntry" }
            nested_type { name: "MetricsEntry" options { map_entry: true }
              field { name: "key" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
              field { name: "value" number: 2 label: LABEL_OPTIONAL type: TYPE_DOUBLE } } }
          """);

  private static final String DESCRIPTOR = "hosts.desc";

  private RecipeProtobuf() {}

  /** The configuration with its descriptor set in a folder. */
  static String withDescriptor(String yaml, Path folder) throws IOException {
    Path file = Files.write(folder.resolve(DESCRIPTOR), HOSTS.descriptorSet());
    return yaml.replace(" " + DESCRIPTOR, " " + file);
  }

  /**
   * The value of a batch of the plant, in a registry's wire format.
   *
   * @param id of the schema
   */
  static byte[] registered(int id, String text) {
    return PLANT.write(id, "Batch", text);
  }

  /** The value of a sample of a host. */
  static byte[] message(String text) {
    return HOSTS.write("Sample", text);
  }
}
