package io.wavecast.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void a_line_is_one_object_of_names_and_values() {
    assertThat(JsonWriter.line("a", 1, "b", 2.5, "c", true, "d", "x\"y", "e", 5L))
        .isEqualTo("{\"a\":1,\"b\":2.5,\"c\":true,\"d\":\"x\\\"y\",\"e\":5}");
    assertThat(JsonWriter.line()).isEqualTo("{}");
  }

  @Test
  void numbers_that_are_not_finite_are_null() {
    byte[] json =
        JsonWriter.value(
            JsonWriter.fields("a", 0.5, "b", Double.NaN, "c", Float.NEGATIVE_INFINITY, "d", null));

    assertThat(new String(json, UTF_8)).isEqualTo("{\"a\":0.5,\"b\":null,\"c\":null,\"d\":null}");
  }

  @Test
  void values_may_be_nested() {
    assertThat(
            JsonWriter.line(
                "list", List.of(1, List.of("x")),
                "floats", new float[] {0.1f, 2},
                "map", JsonWriter.fields("a\"", true)))
        .isEqualTo("{\"list\":[1,[\"x\"]],\"floats\":[0.1,2.0],\"map\":{\"a\\\"\":true}}");
  }

  @Test
  void an_indented_document_keeps_the_order_of_its_fields() {
    assertThat(JsonWriter.indented(JsonWriter.fields("z", List.of(1, true), "a", 2e-3)))
        .isEqualTo(
            """
            {
              "z" : [ 1, true ],
              "a" : 0.002
            }""");
  }

  @Test
  void a_document_may_be_any_value_and_a_failure_to_write_is_not_hidden() {
    assertThat(JsonWriter.document(out -> out.writeNumber(7))).asString(UTF_8).isEqualTo("7");
    assertThatThrownBy(
            () ->
                JsonWriter.document(
                    out -> {
                      throw new IOException("full");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("full");
  }
}
