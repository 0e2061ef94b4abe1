package io.wavecast.schemas.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  private final ObservationCodec codec =
      new ObservationCodec(ObservationFormat.of("", "/t", "/v", 4096).withLabels("/meta/labels"));

  @Test
  void labels_are_found_by_their_pointer_and_numbers_count_as_text() {
    assertThat(
            read(
                "{\"meta\":{\"labels\":{\"b\":5,\"a\":\"x\",\"n\":null,\"t\":true,\"e\":\"\"}},"
                    + "\"t\":1,\"v\":2}"))
        .isEqualTo(new Observation("s", 1, 2, Map.of("a", "x", "b", "5", "t", "true")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"t\":1,\"v\":2}",
        "{\"t\":1,\"v\":2,\"meta\":{\"labels\":null}}",
        "{\"t\":1,\"v\":2,\"labels\":{\"a\":\"x\"}}",
      })
  void an_observation_without_labels_says_nothing_about_them(String json) {
    assertThat(read(json).labels()).isNull();
  }

  @Test
  void no_labels_differ_from_labels_that_are_not_said() {
    assertThat(read("{\"t\":1,\"v\":2,\"meta\":{\"labels\":{}}}").labels()).isEmpty();
  }

  @Test
  void without_a_pointer_labels_are_not_read() {
    ObservationCodec plain = new ObservationCodec(ObservationFormat.DEFAULT);

    assertThat(
            plain
                .read(
                    "s".getBytes(UTF_8),
                    "{\"timestamp\":1,\"value\":2,\"labels\":7}".getBytes(UTF_8),
                    0)
                .labels())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|WRONG_TYPE|field 'labels' must be an object, got: array",
        "{\"a\":{}}|WRONG_TYPE|field 'labels' must be an object of texts, got: object",
        "{\"a b\":\"x\"}|OUT_OF_RANGE|name of a label must be letters, digits and _, and none of"
            + " [alertname, application, incident, series, severity]",
        "{\"series\":\"x\"}|OUT_OF_RANGE|name of a label must be letters, digits and _, and none"
            + " of [alertname, application, incident, series, severity]",
      })
  void labels_of_another_form_are_rejected(String labels, Reason why, String message) {
    assertThatThrownBy(() -> read("{\"t\":1,\"v\":2,\"meta\":{\"labels\":" + labels + "}}"))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(why))
        .hasMessage(message);
  }

  @Test
  void labels_are_bounded_in_number_and_bytes() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < Labels.MAX; i++) {
      many.put("l" + (char) ('a' + i), "x");
    }
    Map<String, String> large = Map.of("a", "ü".repeat(Labels.MAX_BYTES / 2 - 1), "b", "");

    assertThat(new Observation("s", 1, 2, many).labels()).isEqualTo(many);
    assertThat(new Observation("s", 1, 2, large).labels()).containsOnlyKeys("a");
    many.put("z", "x");
    assertThatThrownBy(() -> new Observation("s", 1, 2, many))
        .hasMessage("labels must be at most 16 with at most 2048 bytes, got: 17 with 50 bytes");
    assertThatThrownBy(
            () -> new Observation("s", 1, 2, Map.of("ab", "ü".repeat(Labels.MAX_BYTES / 2))))
        .hasMessage("labels must be at most 16 with at most 2048 bytes, got: 1 with 2050 bytes");
  }

  private Observation read(String json) {
    return codec.read("s".getBytes(UTF_8), json.getBytes(UTF_8), 0);
  }
}
