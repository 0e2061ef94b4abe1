package io.wavecast.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the metadata of every kind of model has in common, shown by that of forecasters. */
class ModelMetadataTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "bach", "3", "ab".repeat(32), -5, Map.of("z", 1.0, "a", 0.25, "m", 1e-9), "0.1");

  private static final ForecasterMetadata METADATA =
      new ForecasterMetadata(
          PROVENANCE, new Shape(50, 10), List.of(0.05, 0.5, 0.95), ForecasterMetadata.Scaling.NONE);

  @Test
  void its_properties_are_in_the_fixed_order_of_files() {
    assertThat(METADATA.toMap().keySet())
        .containsExactly(
            "kind",
            "name",
            "version",
            "window",
            "horizon",
            "quantile_levels",
            "scaling",
            "training_data_sha256",
            "seed",
            "metrics",
            "producer_version");
    assertThat(METADATA.toMap())
        .containsEntry("name", "bach")
        .containsEntry("version", "3")
        .containsEntry("seed", "-5")
        .containsEntry("metrics", "a=0.25;m=1.0E-9;z=1.0");
  }

  @Test
  void what_is_written_reads_back() {
    assertThat(ForecasterMetadata.of(METADATA.toMap())).isEqualTo(METADATA);
    assertThat(METADATA.model()).isEqualTo(PROVENANCE.model());
    assertThat(PROVENANCE.model()).hasToString("ModelRef[name=bach, version=3]");
  }

  @Test
  void texts_of_events_and_logs_are_short_and_printable() {
    for (String name : List.of("version", "producer_version")) {
      for (String text : List.of("", " ", "8".repeat(101), "1\n2", "\u001b[2J", "\u202e1")) {
        Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
        lines.put(name, text);

        assertThatThrownBy(() -> ForecasterMetadata.of(lines))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("metadata line '" + name + "' must be 1..100 characters");
      }
    }
  }

  @Test
  void a_window_that_is_no_int_is_refused() {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put("window", "4294967346");

    assertThatThrownBy(() -> ForecasterMetadata.of(lines))
        .hasMessage("metadata line 'window' must be a whole number, got: 4294967346");
  }

  @Test
  void an_absent_line_is_named() {
    for (String name : METADATA.toMap().keySet()) {
      Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
      lines.remove(name);

      assertThatThrownBy(() -> ForecasterMetadata.of(lines))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("metadata line '" + name + "' must be present, got: nothing");
    }
  }

  @Test
  void a_wrong_line_is_named_with_what_it_holds() {
    assertRefused("kind", "mixer", "must be " + METADATA.toMap().get("kind"));
    assertRefused("name", "a/b", "must be 1..100 of A-Z a-z 0-9 . _ -");
    assertRefused("training_data_sha256", "abc", "must be 64 hexadecimal digits");
    assertRefused("seed", "1234567890123456789", "must be a whole number");
    assertRefused("metrics", "mse", "must be name=number;name=number");
    assertRefused("metrics", "=1", "must be name=number;name=number");
    assertRefused("metrics", "mse=low", "must hold numbers");
  }

  @Test
  void a_model_without_figures_reads_back() {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put("metrics", "");

    assertThat(Provenance.of(new MetadataProps(lines)).metrics()).isEmpty();
  }

  private static void assertRefused(String name, String value, String why) {
    Map<String, String> lines = new LinkedHashMap<>(METADATA.toMap());
    lines.put(name, value);

    assertThatThrownBy(() -> ForecasterMetadata.of(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metadata line '" + name + "' " + why + ", got: " + value);
  }
}
