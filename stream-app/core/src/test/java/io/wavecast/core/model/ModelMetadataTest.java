package io.wavecast.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.sketch.SketchMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the metadata of every kind of model has in common. */
class ModelMetadataTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          "bach", "3", "ab".repeat(32), -5, Map.of("z", 1.0, "a", 0.25, "m", 1e-9), "0.1");

  /**
   * Metadata of one kind.
   *
   * @param reader reads its properties
   * @param own the names of the properties of its contract
   * @param last names of properties after the figures
   */
  private record Kind(
      ModelMetadata metadata,
      Function<Map<String, String>, ModelMetadata> reader,
      List<String> own,
      List<String> last) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind(
              new ForecasterMetadata(
                  PROVENANCE,
                  new Shape(50, 10),
                  List.of(0.05, 0.5, 0.95),
                  ForecasterMetadata.Scaling.NONE),
              ForecasterMetadata::of,
              List.of("window", "horizon", "quantile_levels", "scaling"),
              List.of("producer_version")),
          new Kind(
              new SketchMetadata(PROVENANCE, List.of("cat", "pig"), "drawn by many"),
              SketchMetadata::of,
              List.of("classes", "max_points"),
              List.of("attribution", "producer_version")),
          new Kind(
              new ComposerMetadata(PROVENANCE, List.of(new ComposerMetadata.State("h", 128))),
              ComposerMetadata::of,
              List.of("notes", "states"),
              List.of("producer_version")));

  @ParameterizedTest
  @FieldSource("KINDS")
  void its_properties_are_in_the_fixed_order_of_files(Kind kind) {
    assertThat(kind.metadata.toMap().keySet())
        .containsExactlyElementsOf(
            Stream.of(
                    List.of("kind", "name", "version"),
                    kind.own,
                    List.of("training_data_sha256", "seed", "metrics"),
                    kind.last)
                .flatMap(List::stream)
                .toList());
    assertThat(kind.metadata.toMap())
        .containsEntry("name", "bach")
        .containsEntry("version", "3")
        .containsEntry("seed", "-5")
        .containsEntry("metrics", "a=0.25;m=1.0E-9;z=1.0");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void what_is_written_reads_back(Kind kind) {
    assertThat(kind.reader.apply(kind.metadata.toMap())).isEqualTo(kind.metadata);
    assertThat(kind.metadata.model()).isEqualTo(PROVENANCE.model());
    assertThat(PROVENANCE.model()).hasToString("ModelRef[name=bach, version=3]");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void an_absent_line_is_named(Kind kind) {
    for (String name : kind.metadata.toMap().keySet()) {
      Map<String, String> lines = new LinkedHashMap<>(kind.metadata.toMap());
      lines.remove(name);

      assertThatThrownBy(() -> kind.reader.apply(lines))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("metadata line '" + name + "' must be present, got: nothing");
    }
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void a_wrong_line_is_named_with_what_it_holds(Kind kind) {
    assertRefused(kind, "kind", "mixer", "must be " + kind.metadata.toMap().get("kind"));
    assertRefused(kind, "name", "a/b", "must be 1..100 of A-Z a-z 0-9 . _ -");
    assertRefused(kind, "version", " ", "must be not blank");
    assertRefused(kind, "training_data_sha256", "abc", "must be 64 hexadecimal digits");
    assertRefused(kind, "seed", "1234567890123456789", "must be a whole number");
    assertRefused(kind, "metrics", "mse", "must be name=number;name=number");
    assertRefused(kind, "metrics", "=1", "must be name=number;name=number");
    assertRefused(kind, "metrics", "mse=low", "must hold numbers");
  }

  @Test
  void a_model_without_figures_reads_back() {
    Map<String, String> lines = new LinkedHashMap<>(KINDS.get(0).metadata.toMap());
    lines.put("metrics", "");

    assertThat(Provenance.of(new MetadataProps(lines)).metrics()).isEmpty();
  }

  private static void assertRefused(Kind kind, String name, String value, String why) {
    Map<String, String> lines = new LinkedHashMap<>(kind.metadata.toMap());
    lines.put(name, value);

    assertThatThrownBy(() -> kind.reader.apply(lines))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metadata line '" + name + "' " + why + ", got: " + value);
  }
}
