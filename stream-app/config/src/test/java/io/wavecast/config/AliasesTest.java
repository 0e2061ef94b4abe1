package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that stand for more than they hold are refused in one line that names them. */
class AliasesTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a\n  b: *a\n",
        "a: &a\n  b: *a\n  c: *a\n",
        "inputs: &a\n  - topics: x\n    more: *a\n"
      })
  void an_alias_of_what_holds_it_is_refused_with_its_line(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file + ", line ")
        .hasMessageContaining("values must nest at most 50 levels, aliases included");
  }

  @Test
  void aliases_of_aliases_are_refused_where_they_stand_for_too_much() throws IOException {
    StringBuilder text = new StringBuilder("l0: &l0 {a: 1}\n");
    for (int i = 1; i < 20; i++) {
      text.append("l%d: &l%d {a: *l%d, b: *l%d}\n".formatted(i, i, i - 1, i - 1));
    }
    Path file = file(text.toString());

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(file + ", line ")
        .hasMessageContaining("a file must hold at most 100000 values, aliases included");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "aliases"})
  void limits_of_the_parser_are_told_with_the_file(String kind) throws IOException {
    Path file = file("a: &a {b: 1}\nc: " + (kind.equals("[") ? "[".repeat(200) : aliases()));

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("not YAML: ");
  }

  private static String aliases() {
    return "[" + "*a, ".repeat(60) + "*a]";
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("wavecast.yaml"), text);
  }
}
