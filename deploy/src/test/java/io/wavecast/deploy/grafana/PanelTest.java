package io.wavecast.deploy.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelTest {
  private static final String VALID =
      """
      kind: stat
      title: Lag
      description: Unread records.
      unit: sishort
      colours: [green, 1, orange, 2, red]
      query: sum(lag)
      """;

  @Test
  void absent_fields_have_defaults_and_one_query_is_named_by_the_title() throws Exception {
    Panel panel = read(VALID.replace("colours: [green, 1, orange, 2, red]\n", ""));

    assertThat(panel.colours()).containsExactly("blue");
    assertThat(panel.width()).isZero();
    assertThat(panel.queries()).isEqualTo(Map.of("Lag", "sum(lag)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unit        | units: sishort            | Unrecognized field "units"
          description | description: ''           | must have a title and a description
          colours     | colours: [a, 3, b, 2, c]  | must ascend
          query       | queries: {}               | either query or queries
          query       | queries: {a: b, a: c}     | Duplicate
          unit        | width: 25                 | must be in 1..24, got: 25
          """,
      quoteCharacter = '`')
  void a_wrong_panel_is_refused(String field, String wrong, String message) {
    String yaml = VALID.replaceAll("(?m)^" + field + ":.*", wrong);

    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(message);
  }

  private static Panel read(String yaml) throws JsonProcessingException {
    return Boards.YAML.readValue(yaml, Panel.class);
  }
}
