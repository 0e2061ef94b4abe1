package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSwapTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_new_file_is_on_the_disk_before_it_replaces_the_old_one() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    List<String> forced = new ArrayList<>();

    FileSwap.replace(
        file,
        out -> out.write("new".getBytes(StandardCharsets.UTF_8)),
        path -> {
          String holds = Files.isDirectory(path) ? "folder" : Files.readString(path);
          forced.add(holds + ", file is " + Files.readString(file));
        });

    assertThat(forced).containsExactly("new, file is old", "folder, file is new");
    assertThat(folder).isDirectoryNotContaining("glob:**.next");
  }

  @Test
  void a_write_that_fails_leaves_the_old_file() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                FileSwap.replace(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    },
                    FileSwap::force))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
  }

  @Test
  void files_and_folders_are_forced_and_an_absent_file_is_an_error() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");

    assertThatCode(() -> FileSwap.force(file)).doesNotThrowAnyException();
    assertThatCode(() -> FileSwap.force(folder)).doesNotThrowAnyException();
    assertThatThrownBy(() -> FileSwap.force(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
