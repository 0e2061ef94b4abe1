package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.json;
import static io.wavecast.core.ingest.Mapped.where;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of points in one record. */
class PointsTest {
  @Test
  void each_element_of_an_array_is_a_point_and_fields_may_be_outside() {
    Mapped mapped =
        Mapped.of(
            json("{/host}.{/name}", "/points"),
            "{\"host\":\"a\",\"points\":[{\"name\":\"x\",\"value\":1},{\"name\":\"y\",\"value\":2}]}");

    assertThat(mapped.values()).containsExactly("a.x=1.0", "a.y=2.0");
  }

  @Test
  void arrays_may_be_in_arrays_and_the_innermost_field_counts() {
    Mapped mapped =
        Mapped.of(
            json("{/r}.{/name}.{/id}", "/all", "/metrics"),
            """
            {"r":"r","all":[
              {"name":"outer","metrics":[{"name":"inner","id":1,"value":1},{"id":2,"value":2}]},
              {"name":"empty"},
              {"name":"last","metrics":[{"id":3,"value":3}]}]}
            """);

    assertThat(mapped.values()).containsExactly("r.inner.1=1.0", "r.outer.2=2.0", "r.last.3=3.0");
    assertThat(mapped.why()).isEmpty();
  }

  @Test
  void a_bad_point_does_not_lose_the_others() {
    Mapped mapped =
        Mapped.of(
            json("{/name}", "/points"),
            """
            {"points":[{"name":"a","value":1},{"name":"b"},{"value":3},5,{"name":"e","value":5}]}
            """);

    assertThat(mapped.values()).containsExactly("a=1.0", "e=5.0");
    assertThat(mapped.why())
        .isEqualTo(
            "missing-field: input 'test': field '/value' is missing"
                + " (the first of 3 errors in 5 points)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | missing-field: input 'test': field '/points' is missing
          {"points":{}} | wrong-type: input 'test': field '/points' must be an array, got: object
          {"points":[]} | ''
          """)
  void the_outermost_array_must_be_there(String value, String why) {
    assertThat(Mapped.of(json("{key}", "/points"), value).why()).isEqualTo(why);
  }

  @Test
  void a_record_that_a_filter_excludes_needs_no_array() {
    assertThat(Mapped.of(where(json("{key}", "/points"), "/type = m"), "{\"type\":\"x\"}").why())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"points\":5}", "[]", "42"})
  void a_filter_of_a_field_within_the_array_does_not_hide_that_there_is_no_array(String json) {
    assertThat(Mapped.of(where(json("{key}", "/points"), "/name ~ a.*"), json).why()).isNotEmpty();
  }

  @Test
  void a_filter_applies_to_each_point() {
    Mapped mapped =
        Mapped.of(
            where(json("{/name}", "/points"), "/ok = true"),
            """
            {"ok":true,"points":[{"name":"a","value":1},{"name":"b","ok":false},{"name":"c","value":3}]}
            """);

    assertThat(mapped.values()).containsExactly("a=1.0", "c=3.0");
    assertThat(mapped.why()).isEmpty();
  }

  @Test
  void the_record_itself_may_be_the_array() {
    assertThat(
            Mapped.of(
                    json("{/0}", ""),
                    "[[\"a\",1],[\"b\",2]]".replace("1", "{\"value\":1}").replace("2", "{}"))
                .why())
        .contains("field '/value' is missing");
    assertThat(Mapped.of(json("{key}", ""), "[{\"value\":1},{\"value\":2}]").values())
        .containsExactly("k=1.0", "k=2.0");
  }
}
