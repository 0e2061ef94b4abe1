package io.wavecast.chorales.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposerMetadataTest {
  private static final ComposerMetadata METADATA =
      new ComposerMetadata(
          new Provenance("bach", "3", "ab".repeat(32), 5, Map.of(), "0.1"),
          List.of(new State("h", 128), new State("c_1", 65_536)));

  @Test
  void the_state_of_a_piece_has_several_parts() {
    assertThat(METADATA.toMap()).containsEntry("states", "h:128,c_1:65536");
    assertThat(METADATA.stateSize()).isEqualTo(128 + 65_536);
    assertThat(ComposerMetadata.of(METADATA.toMap())).isEqualTo(METADATA);
  }

  @ParameterizedTest
  @CsvSource({
    "notes, 0..127, 'must be 36..81, got: 0..127'",
    "states, h, 'must be name:size,name:size, got: h'",
    "states, h:1:2, 'must be name:size,name:size, got: h:1:2'",
    "states, h:x, 'must be name:size,name:size, got: h:x'",
    "states, h:0, 'must be sizes in 1..65536, got: 0'",
    "states, h:65537, 'must be sizes in 1..65536, got: 65537'",
    "states, H:1, 'must be names of a-z 0-9 _, got: H'",
    "states, 'h:1,h:2', 'must be of different names, got: '",
  })
  void a_wrong_line_is_named_with_what_it_holds(String line, String value, String why) {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put(line, value);

    assertThatThrownBy(() -> ComposerMetadata.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metadata line '" + line + "' " + why.strip());
  }
}
