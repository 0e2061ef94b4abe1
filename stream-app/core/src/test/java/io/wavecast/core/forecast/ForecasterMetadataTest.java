package io.wavecast.core.forecast;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecasterMetadataTest {
  private static final ForecasterMetadata METADATA =
      new ForecasterMetadata(
          new Provenance(
              "lstm",
              "1",
              "ab".repeat(32),
              42,
              Map.of("valid_mse", 0.0083, "epochs", 20.0),
              "0.1.0"),
          new Shape(50, 10),
          List.of(0.05, 0.5, 0.95),
          ForecasterMetadata.Scaling.NONE);

  @Test
  void more_levels_than_percentiles_are_refused_without_a_list_of_them() {
    Map<String, String> props = new TreeMap<>(METADATA.toMap());
    String levels =
        IntStream.rangeClosed(1, 100).mapToObj(i -> i / 101.0 + "").collect(joining(","));
    props.put("quantile_levels", levels);

    assertThatThrownBy(() -> ForecasterMetadata.of(props))
        .hasMessageEndingWith("'quantile_levels' must be at most 99 levels, got: 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window | 15 | must be in 16..1024, got: 15",
        "window | many | a whole number, got: many",
        "horizon | 65 | must be in 1..64, got: 65",
        "quantile_levels | 0.5 | 2 or more, ascending",
        "quantile_levels | 0.9,0.1 | 2 or more, ascending",
        "quantile_levels | 0.1,x | must hold numbers",
        "scaling | log | none or window, got: log",
      })
  void a_wrong_line_is_named(String key, String value, String message) {
    Map<String, String> props = new TreeMap<>(METADATA.toMap());
    props.put(key, value);

    assertThatThrownBy(() -> ForecasterMetadata.of(props))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + key + "'")
        .hasMessageContaining(message);
  }
}
