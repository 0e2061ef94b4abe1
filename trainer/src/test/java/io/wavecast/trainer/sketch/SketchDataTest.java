package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How drawings become a training and a validation set. */
class SketchDataTest {
  @TempDir Path dir;

  @Test
  void files_without_a_split_give_every_fourteenth_drawing_of_a_class_to_validation()
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 28; i++) {
      lines.append("{\"word\":\"ant\",\"drawing\":[[[0,%d],[1,5]]]}%n".formatted(i));
      lines.append("{\"word\":\"bee\",\"drawing\":[[[0,%d],[1,5]]]}%n".formatted(i));
    }
    Files.writeString(dir.resolve("all.ndjson"), lines);

    SketchData data = SketchData.read(dir, 100);

    assertThat(data.classes()).containsExactly("ant", "bee");
    assertThat(data.valid()).hasSize(4);
    assertThat(data.train()).hasSize(52);
    assertThat(data.sha256()).isNotEqualTo(SketchData.read(dir, 20).sha256());
  }

  @Test
  void drawings_of_the_test_split_are_kept_apart() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String split : List.of("train", "valid", "test")) {
      for (String word : List.of("ant", "bee")) {
        lines.append(
            "{\"word\":\"%s\",\"split\":\"%s\",\"drawing\":[[[0,3],[1,5]]]}%n"
                .formatted(word, split));
      }
    }
    Files.writeString(dir.resolve("all.ndjson"), lines);

    SketchData data = SketchData.read(dir, 100);

    assertThat(data.train()).extracting(LabelledDrawing::split).containsOnly("train");
    assertThat(data.valid()).extracting(LabelledDrawing::split).containsOnly("valid");
    assertThat(data.test()).extracting(LabelledDrawing::split).containsOnly("test").hasSize(2);
  }

  @Test
  void a_limit_of_drawings_per_class_is_split_over_all_files() throws IOException {
    for (String file : List.of("1.ndjson", "2.ndjson")) {
      StringBuilder lines = new StringBuilder();
      for (String word : List.of("ant", "bee")) {
        lines.append(drawing(word, "train", 1)).append(drawing(word, "train", 2));
        lines.append(drawing(word, "valid", 3));
      }
      Files.writeString(dir.resolve(file), lines);
    }

    SketchData data = SketchData.read(dir, 3);

    assertThat(data.train()).extracting(LabelledDrawing::word).hasSize(6).contains("ant", "bee");
    assertThat(data.valid()).hasSize(4);
    assertThat(data.labels()).isEqualTo(Map.of("ant", 0, "bee", 1));
  }

  @Test
  void the_hash_depends_on_the_points_and_words_of_the_training_set_alone() throws IOException {
    String hash = hash(drawing("bee", "train", 1), drawing("ant", "valid", 1));

    assertThat(hash(drawing("bee", "train", 1), drawing("ant", "valid", 7))).isEqualTo(hash);
    assertThat(hash(drawing("bee", "train", 2), drawing("ant", "valid", 1))).isNotEqualTo(hash);
    assertThat(hash(drawing("ant", "train", 1), drawing("bee", "valid", 1))).isNotEqualTo(hash);
  }

  @Test
  void a_folder_without_drawings_and_drawings_of_one_class_are_refused() throws IOException {
    Files.writeString(dir.resolve("notes.txt"), "no drawing");
    assertThatThrownBy(() -> SketchData.read(dir, 9))
        .isInstanceOf(IOException.class)
        .hasMessage(dir + " must hold .ndjson or .tfrecord- files, got none");
    assertThatThrownBy(() -> hash(drawing("ant", "train", 1), drawing("ant", "valid", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got: 1 and 1 of [ant]");
  }

  private String hash(String... lines) throws IOException {
    Path file = Files.writeString(dir.resolve("hashed.ndjson"), String.join("", lines));
    return SketchData.read(file, 9).sha256();
  }

  private static String drawing(String word, String split, int y) {
    return "{\"word\":\"%s\",\"split\":\"%s\",\"drawing\":[[[0,3],[1,%d]]]}\n"
        .formatted(word, split, y);
  }
}
