package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.registry.protobuf.ProtobufSchema;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
   * The value of a message that a recipe shows.
   *
   * @param proto the file that it shows
   * @param registry in which that is registered, where the recipe names one
   */
  static byte[] value(String proto, String text, boolean isRegistered, String registry)
      throws InterruptedException {
    if (isRegistered) {
      int id = new ForeignAvro(registry).register("shown", proto, "PROTOBUF");
      return PLANT.write(id, "Batch", text);
    }
    byte[] value = HOSTS.write("Sample", text);
    requireSameAsShown(proto, value);
    return value;
  }

  /** The file that is shown says of a value what the descriptor set says. */
  private static void requireSameAsShown(String proto, byte[] value) {
    byte[] first = new byte[value.length + 1]; // of the messages in the file
    System.arraycopy(value, 0, first, 1, value.length);
    assertThat(new String(ProtobufSchema.parse(proto, Map.of()).read(first, 0), UTF_8))
        .isEqualTo(
            "{\"host\":\"web-1\",\"at\":1780000000000,\"metrics\":{\"cpu\":0.42,\"load\":3.0}}");
  }
}
