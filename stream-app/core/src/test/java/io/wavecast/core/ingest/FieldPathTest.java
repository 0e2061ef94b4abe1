package io.wavecast.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
  private static final JsonNode TREE =
      JsonFormat.parse(
          """
          {"a":{"b":[5,{"c":"x"}],"d/e":1,"f~g":2,"none":null,"":3,"0":4},
           "tags":[{"key":"host","value":"h1"},{"key":"x/y","value":"z"},7]}
          """
              .getBytes(UTF_8));

  @ParameterizedTest
  @CsvSource({
    "/a/b/0, 5",
    "/a/b/1/c, x",
    "/a/d~1e, 1",
    "/a/f~0g, 2",
    "/a/, 3",
    "/a/0, 4",
    "/tags/[key=host]/value, h1",
    "/tags/[key=x/y]/value, z",
    "/a/absent|/a/none|/a/0, 4",
    "/a/b/0|/a/0, 5"
  })
  void a_path_leads_to_a_field(String path, String expected) {
    JsonNode found = FieldPath.of(path).find(TREE);

    assertThat(found).isNotNull();
    assertThat(found.asText()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/none",
        "/absent",
        "/a/b/2",
        "/a/b/01",
        "/a/b/-1",
        "/a/b/x",
        "/a/b/0/c",
        "/tags/[key=nobody]",
        "/tags/[nothing=host]",
        "/a/[key=host]",
        "/a/d/e"
      })
  void elsewhere_there_is_no_field(String path) {
    assertThat(FieldPath.of(path).find(TREE)).isNull();
  }

  @Test
  void the_empty_path_is_the_tree() {
    assertThat(FieldPath.WHOLE.find(TREE)).isSameAs(TREE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "$.a", "/a|b", "/[key]", "/[=x]", "/[key=x", "/[key=x]y"})
  void other_texts_are_refused(String text) {
    assertThatThrownBy(() -> FieldPath.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got: '" + text + "'");
  }
}
