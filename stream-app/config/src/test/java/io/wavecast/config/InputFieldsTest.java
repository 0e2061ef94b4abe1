package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of inputs whose lines have fields that are known at the start. */
class InputFieldsTest {
  private static final String CSV =
      "[{topics: a, format: csv, columns: [at, host, '0', kwh], value: /kwh, %s}]";
  private static final String TEXT = "[{topics: a, format: text, pattern: '(?<z>.)(?<a>.)', %s}]";

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          key: /hots -> key: lines have no field 'hots', there are [at, host, 0, kwh]; did you mean 'host'?
          key: '{topic}.{/hots}' -> key: lines have no field 'hots'
          labels: {zone: /zone} -> label 'zone': lines have no field 'zone'
          points: /points -> points: lines have no field 'points'
          timestamp: /time -> timestamp: lines have no field 'time'
          where: [/kwh exists, /zone missing] -> where: lines have no field 'zone'
          key: /host|/server -> key: lines have no field 'server'
          key: /1 -> key: lines have no field '1'
          key: /1/server -> key: lines have no field 'server'
          """)
  void a_name_that_is_no_column_is_refused(String rest, String message) {
    refused(CSV.formatted(rest), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          value: /b -> value: lines have no field 'b', there are [z, a]
          key: /a -> value: lines have no field 'value', there are [z, a]
          values: {x: /a, y: /y}, key: '{value}' -> value: lines have no field 'y'
          values: /all/* , key: '{value}' -> values: lines have no field 'all'
          """)
  void a_name_that_is_no_group_of_the_pattern_is_refused(String rest, String message) {
    refused(TEXT.formatted(rest), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key: '{key/x}.{/host}.{header.y}'",
        "key: /host|/at",
        "key: /0",
        "key: /1/host",
        "labels: {zone: '{key/zone}'}",
        "points: ''"
      })
  void columns_other_lines_and_what_is_no_field_of_a_line_are_taken(String rest) {
    assertThatCode(() -> check(CSV.formatted(rest))).doesNotThrowAnyException();
  }

  private static void refused(String inputs, String message) {
    assertThatThrownBy(() -> check(inputs))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("inputs: input 1: " + message);
  }

  private static void check(String inputs) {
    PipelineSettings.check(Settings.of(Map.of("inputs", inputs)));
  }
}
