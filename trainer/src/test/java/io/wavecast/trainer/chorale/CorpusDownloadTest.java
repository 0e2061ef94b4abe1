package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.ServedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback interface. */
class CorpusDownloadTest {
  private static final String CHORD = "60,55,52,48";

  @TempDir Path dir;
  private final List<String> log = new ArrayList<>();
  private ServedFile archive;

  @BeforeEach
  void serve() throws IOException {
    archive =
        new ServedFile(
            Map.of(
                "train/chorale_000.csv", CHORD,
                "valid/chorale_000.csv", CHORD,
                "test/chorale_000.csv", CHORD));
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  @Test
  void the_archive_is_fetched_checked_and_unpacked() throws IOException {
    CorpusDownload.fetch(item(archive.sha256()), dir, log::add);

    for (String part : List.of("train", "valid", "test")) {
      assertThat(dir.resolve(part + "/chorale_000.csv")).hasContent(CHORD);
    }
    assertThat(log).hasSize(1);
  }

  @Test
  void an_archive_with_another_checksum_is_neither_kept_nor_unpacked() {
    assertThatThrownBy(() -> CorpusDownload.fetch(item("0".repeat(64)), dir, log::add))
        .hasMessageContaining("its checksum must be 0000");
    assertThat(dir).isEmptyDirectory();
  }

  private Downloads.Item item(String sum) {
    return new Downloads.Item(sum, archive.address());
  }
}
