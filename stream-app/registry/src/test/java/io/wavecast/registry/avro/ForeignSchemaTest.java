package io.wavecast.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignSchemaTest {
  /** Notices when a schema makes somebody load it. */
  public static final class Trap {
    static {
      System.setProperty("io.wavecast.registry.trap", "sprung");
    }

    public Trap() {}

    public Trap(String text) {}
  }

  @Test
  void a_schema_that_names_a_class_loads_none() {
    String trap = "io.wavecast.registry.avro.ForeignSchemaTest$Trap";
    AvroReader reader =
        AvroReader.of(
            """
            {"type": "record", "name": "R", "java-class": "%1$s", "fields": [
              {"name": "s", "type": {"type": "string", "java-class": "%1$s"}},
              {"name": "m", "type": {"type": "map", "values": "int", "java-key-class": "%1$s"}},
              {"name": "a", "type": {"type": "array", "items": "int", "java-class": "%1$s"}}]}
            """
                .formatted(trap),
            List.of());

    JsonNode tree = reader.read(new byte[] {2, 'x', 2, 2, 'k', 2, 0, 0}, 0);

    assertThat(tree).hasToString("{\"s\":\"x\",\"m\":{\"k\":1},\"a\":[]}");
    assertThat(System.getProperty("io.wavecast.registry.trap")).isNull();
  }

  @Test
  void size_and_depth_of_a_schema_are_bounded() {
    String deep = "{\"type\":\"array\",\"items\":".repeat(20_000) + "\"int\"" + "}".repeat(20_000);
    assertThatThrownBy(() -> AvroReader.of(deep, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth");
    String large = "{\"type\":\"int\",\"doc\":\"" + "x".repeat(AvroReader.MAX_LENGTH) + "\"}";
    assertThatThrownBy(() -> AvroReader.of(large, List.of()))
        .hasMessageStartingWith(
            "Avro schema cannot be parsed: must have at most 1048576 characters, got: ");
  }

  @Test
  void what_is_no_schema_is_refused_in_one_line() {
    for (String text : List.of("", "{", "{\"type\":\"other\"}", "\"Missing\"", "42")) {
      assertThatThrownBy(() -> AvroReader.of(text, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("\n");
    }
  }
}
