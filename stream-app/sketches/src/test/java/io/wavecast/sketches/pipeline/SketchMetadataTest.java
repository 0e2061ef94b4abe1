package io.wavecast.sketches.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"classes, pig", "classes, 'pig,pig'", "classes, 'pig,'", "max_points, 50"})
  void a_wrong_line_is_named_with_what_it_holds(String line, String value) {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put(line, value);

    assertThatThrownBy(() -> SketchMetadata.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metadata line '" + line + "' must be");
  }
}
