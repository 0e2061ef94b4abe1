package io.wavecast.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.FileSeal;
import io.wavecast.trainer.data.ServedFile;
import io.wavecast.trainer.mixture.Recording;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicCorpusTest {
  @TempDir private Path folder;

  /** The same file at the same commit, for ever; and no two files of one name. */
  @Test
  void every_address_of_the_list_is_of_a_commit() throws IOException {
    List<CorpusFile> files = Corpus.of(folder).files();

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files).allMatch(f -> f.item().address().getPath().matches(".*/[0-9a-f]{40}/.*"));
    assertThat(files.stream().map(f -> f.item().name()).distinct())
        .hasSameSizeAs(files.stream().map(CorpusFile::item).distinct().toList());
    assertThat(files).extracting(CorpusFile::kind).contains(Kind.values());
  }

  @Test
  void files_of_another_checksum_are_refused_without_a_download() throws IOException {
    Corpus corpus = Corpus.of(folder);
    for (CorpusFile file : corpus.files()) {
      Files.writeString(folder.resolve(file.item().name()), "changed");
    }

    assertThatThrownBy(corpus::read)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*: of (\\d+) files \\1 are there with another checksum than listed; --fetch replaces"
                + " them \\(\\S+\\.csv, \\.\\.\\.\\)");
  }

  @Test
  void absent_files_are_counted_and_an_absent_folder_is_named() throws IOException {
    assertThatThrownBy(() -> Corpus.of(folder).read())
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*: of (\\d+) files \\1 are absent; --fetch downloads them \\(\\S+\\.csv,"
                + " \\.\\.\\.\\)");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> Corpus.of(absent).read())
        .hasMessage(absent + " must be a folder; --fetch makes it");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Corpus.of(file).read()).hasMessage(file + " must be a folder");
  }

  @Test
  void files_are_downloaded_once() throws IOException {
    StringBuilder text = new StringBuilder("time,value\n");
    for (int t = 0; t < 80; t++) {
      text.append("2020-01-%02d %02d,%d%n".formatted(1 + t / 24, t % 24, t % 5));
    }
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    try (ServedFile served = new ServedFile("own.csv", content)) {
      String what = "hourly mine 1 1:yyyy-MM-dd_HH 2 - ";
      CorpusFile file = CorpusFile.of(what + served.sha256() + " " + served.address());
      List<String> log = new ArrayList<>();
      Corpus corpus = new Corpus(folder, List.of(file));

      corpus.fetch(log::add);
      corpus.fetch(log::add);

      List<Recording> series = corpus.read();
      assertThat(series).hasSize(1);
      assertThat(series.get(0).source()).isEqualTo("mine");
      assertThat(series.get(0).values()).hasSize(80).startsWith(0, 1, 2, 3, 4, 0);
      assertThat(log).containsExactly("fetching " + served.address(), "1 of 1 files are there");
    }
  }

  @Test
  void a_file_without_a_series_or_a_column_is_named() throws IOException {
    for (String content : List.of("", "value\n", "value\n1\n", "value\n" + "7\n".repeat(99))) {
      Path file = Files.writeString(folder.resolve("x.csv"), content);

      assertThatThrownBy(() -> corpus("1", content).read())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              file
                  + (content.isEmpty()
                      ? ": it must have 1 columns, got: 0"
                      : ": no column of it moves and has 60 values"));
    }
    Path file = Files.writeString(folder.resolve("x.csv"), "value\n1\n");
    assertThatThrownBy(() -> corpus("2", "value\n1\n").read())
        .hasMessage(file + ": it must have 2 columns, got: 1");
  }

  private Corpus corpus(String columns, String content) {
    String sha256 = FileSeal.sha256(content.getBytes(StandardCharsets.UTF_8));
    String line = "hourly mine 1 - %s - %s https://example.org/x.csv".formatted(columns, sha256);
    return new Corpus(folder, List.of(CorpusFile.of(line)));
  }
}
