package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
  @TempDir Path dir;

  @Test
  void files_are_unpacked_into_their_folders() throws IOException {
    Path archive = archive("train/a.csv", "./valid/b.csv");
    Path folder = dir.resolve("data");

    Archives.unpack(archive, folder);
    Archives.unpack(archive, folder);

    assertThat(folder.resolve("train/a.csv")).hasContent("train/a.csv");
    assertThat(folder.resolve("valid/b.csv")).hasContent("./valid/b.csv");
  }

  @Test
  void an_archive_is_fetched_and_unpacked_unless_its_checksum_is_another() throws IOException {
    try (ServedFile served = new ServedFile(Map.of("train/a.csv", "60,55,52,48"))) {
      assertThatThrownBy(() -> fetch("0".repeat(64), served))
          .hasMessageContaining("its checksum must be 0000");
      assertThat(dir).isEmptyDirectory();

      fetch(served.sha256(), served);
    }

    assertThat(dir.resolve("train/a.csv")).hasContent("60,55,52,48");
  }

  private void fetch(String sum, ServedFile served) throws IOException {
    Archives.fetch(List.of(new Downloads.Item(sum, served.address())), dir, line -> {});
  }

  @Test
  void a_name_that_leads_out_of_the_folder_is_refused() throws IOException {
    Path archive = archive("a.csv", "../b.csv");

    assertThatThrownBy(() -> Archives.unpack(archive, dir.resolve("data")))
        .hasMessage(archive + " holds a file outside of it: ../b.csv");
    assertThat(dir.resolve("b.csv")).doesNotExist();
  }

  @Test
  void what_is_no_archive_is_refused() throws IOException {
    Path file = Files.writeString(dir.resolve("a.tgz"), "no archive at all");

    assertThatThrownBy(() -> Archives.unpack(file, dir)).isInstanceOf(IOException.class);
  }

  /** Each file holds its name. */
  private Path archive(String... names) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, name);
    }
    return Files.write(dir.resolve("a.tar.gz"), ServedFile.archive(files));
  }
}
