package io.wavecast.registry.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AvroSchemasTest {
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
    String trap = "io.wavecast.registry.avro.AvroSchemasTest$Trap";
    Schema schema =
        AvroSchemas.parse(
            """
            {"type": "record", "name": "R", "java-class": "%1$s", "fields": [
              {"name": "s", "type": {"type": "string", "java-class": "%1$s"}},
              {"name": "m", "type": {"type": "map", "values": "int", "java-key-class": "%1$s"}},
              {"name": "a", "type": {"type": "array", "items": "int", "java-class": "%1$s"}}]}
            """
                .formatted(trap),
            List.of());

    byte[] json = new AvroToJson(schema).read(new byte[] {2, 'x', 2, 2, 'k', 2, 0, 0}, 0);

    assertThat(json).asString().isEqualTo("{\"s\":\"x\",\"m\":{\"k\":1},\"a\":[]}");
    assertThat(System.getProperty("io.wavecast.registry.trap")).isNull();
  }

  @Test
  void size_and_depth_of_a_schema_are_bounded() {
    String deep = "{\"type\":\"array\",\"items\":".repeat(200) + "\"int\"" + "}".repeat(200);
    assertThatThrownBy(() -> AvroSchemas.parse(deep, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth");
    String large = "{\"type\":\"int\",\"doc\":\"" + "x".repeat(AvroSchemas.MAX_LENGTH) + "\"}";
    assertThatThrownBy(() -> AvroSchemas.parse(large, List.of()))
        .hasMessageStartingWith(
            "Avro schema cannot be parsed: must have at most 1048576 characters, got: ");
  }

  @Test
  void what_is_no_schema_is_refused_in_one_line() {
    for (String text : List.of("", "{", "{\"type\":\"other\"}", "\"Missing\"", "42")) {
      assertThatThrownBy(() -> AvroSchemas.parse(text, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void a_field_that_a_reader_needs_and_a_writer_lacks_is_named() {
    Schema one = record("{\"name\":\"a\",\"type\":\"int\"}");
    Schema two = record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

    assertThat(AvroSchemas.incompatibility(one, two)).isEmpty();
    assertThat(AvroSchemas.incompatibility(two, one)).isEqualTo("b at /fields/1");
  }

  private static Schema record(String fields) {
    return AvroSchemas.parse(
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}", List.of());
  }
}
