package io.wavecast.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchMetadataTest {
  private static final SketchMetadata METADATA =
      new SketchMetadata(
          new Provenance(
              "sketch",
              "1",
              "ab".repeat(32),
              7,
              Map.of("valid_top1", 0.875, "valid_nll", 0.5),
              "0.1.0"),
          List.of("ice cream", "pig"),
          "whose data");

  @Test
  void its_lines_read_back() {
    assertThat(SketchMetadata.of(METADATA.toMap())).isEqualTo(METADATA);
    assertThat(METADATA.toMap()).containsEntry("metrics", "valid_nll=0.5;valid_top1=0.875");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind",
        "name",
        "version",
        "classes",
        "max_points",
        "training_data_sha256",
        "seed",
        "metrics",
        "attribution",
        "producer_version"
      })
  void an_absent_line_is_named(String line) {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.remove(line);

    assertThatThrownBy(() -> SketchMetadata.of(lines))
        .hasMessage("metadata line '" + line + "' must be present, got: nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "kind, forecaster",
    "name, a/b",
    "classes, pig",
    "classes, 'pig,pig'",
    "classes, 'pig,'",
    "max_points, 50",
    "training_data_sha256, xyz",
    "seed, one",
    "metrics, valid_top1"
  })
  void a_wrong_line_is_named_with_what_it_holds(String line, String value) {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put(line, value);

    assertThatThrownBy(() -> SketchMetadata.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metadata line '" + line + "' must be");
  }
}
