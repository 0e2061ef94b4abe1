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
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            ".*: of (\\d+) files \\1 are absent; --fetch downloads them \\(\\S+\\.csv, \\.\\.\\.\\)");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> Corpus.of(absent).read())
        .hasMessage(absent + " must be a folder; --fetch makes it");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> Corpus.of(file).read()).hasMessage(file + " must be a folder");
  }

  @Test
  void a_folder_may_hold_a_list_of_its_own_whose_files_are_downloaded() throws IOException {
    StringBuilder text = new StringBuilder("time,value\n");
    for (int t = 0; t < 80; t++) {
      text.append("2020-01-%02d %02d,%d%n".formatted(1 + t / 24, t % 24, t % 5));
    }
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    try (ServedFile served = new ServedFile("own.csv", content)) {
      Files.writeString(
          folder.resolve("corpus.txt"),
          "# mine%n%nhourly mine 1 1:yyyy-MM-dd_HH 2 - %s %s%n"
              .formatted(served.sha256(), served.address()));
      List<String> log = new ArrayList<>();
      Corpus corpus = Corpus.of(folder);

      corpus.fetch(log::add);
      corpus.fetch(log::add);

      List<Recording> series = corpus.read();
      assertThat(series).hasSize(1);
      assertThat(series.get(0).source()).isEqualTo("mine");
      assertThat(series.get(0).values()).hasSize(80).startsWith(0, 1, 2, 3, 4, 0);
      assertThat(log).containsExactly("fetching " + served.address(), "1 of 1 files are there");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hourli|1|-|1|-|kind must be hourly, daily, machine, traffic, weather, got: 'hourli'",
        "hourly|0|-|1|-|means must be numbers or ascending ranges from 1 to 100000, got: '0'",
        "hourly|1|-|5-2|-|columns must be numbers or ascending ranges from 1 to 100000, got: '5-2'",
        "hourly|1|-|1-2000000000|-|columns must be numbers or ascending ranges",
        "hourly|1|-|1,|-|columns must be numbers or ascending ranges from 1 to 100000, got: ''",
        "hourly|1|1|1|-|times must be columns, a colon and a pattern, got: '1'",
        "hourly|1|0:yyyy|1|-|columns of times must be numbers or ascending ranges",
        "hourly|1|1:bbb|1|-|Unknown pattern letter: b",
        "hourly|1|-|1|none|what is missing must be a number or -, got: 'none'",
      })
  void a_wrong_field_of_a_list_is_named(
      String kind, String means, String times, String columns, String missing, String message)
      throws IOException {
    Path list = folder.resolve("corpus.txt");
    Files.writeString(
        list,
        "# mine%n%s mine %s %s %s %s %s https://example.org/x.csv%n"
            .formatted(kind, means, times, columns, missing, "0".repeat(64)));

    assertThatThrownBy(() -> Corpus.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(list + ", line 2: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/corpus.txt, there is another file corpus.txt",
    "https://example.com/x.csv, there is another file x.csv",
    "https://example.org/.., address must begin with http",
    "https://example.org/a%00b, address must begin with http",
    "file:///tmp/y.csv, address must begin with http",
  })
  void a_name_or_address_that_cannot_be_fetched_is_named(String address, String message)
      throws IOException {
    String line = "hourly mine 1 - 1 - " + "0".repeat(64) + " ";
    Path list =
        Files.writeString(
            folder.resolve("corpus.txt"),
            line + "https://example.org/x.csv%n".formatted() + line + address);

    assertThatThrownBy(() -> Corpus.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(list + ", line 2: " + message);
  }

  @Test
  void a_file_without_a_series_or_a_column_is_named() throws IOException {
    for (String content : List.of("", "value\n", "value\n1\n", "value\n" + "7\n".repeat(99))) {
      Path file = Files.writeString(folder.resolve("x.csv"), content);
      list("1", content);

      assertThatThrownBy(() -> Corpus.of(folder).read())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              file
                  + (content.isEmpty()
                      ? ": it must have 1 columns, got: 0"
                      : ": no column of it moves and has 60 values"));
    }
    Path file = Files.writeString(folder.resolve("x.csv"), "value\n1\n");
    list("2", "value\n1\n");
    assertThatThrownBy(() -> Corpus.of(folder).read())
        .hasMessage(file + ": it must have 2 columns, got: 1");
  }

  private void list(String columns, String content) throws IOException {
    Files.writeString(
        folder.resolve("corpus.txt"),
        "hourly  mine 1 - %s - %s https://example.org/x.csv%n"
            .formatted(
                columns,
                FileSeal.sha256(content.getBytes(StandardCharsets.UTF_8))
                    .toUpperCase(Locale.ROOT)));
  }

  @Test
  void a_wrong_line_of_a_list_is_named() throws IOException {
    Path list = Files.writeString(folder.resolve("corpus.txt"), "# mine\nhourly mine 1 - 2\n");

    assertThatThrownBy(() -> Corpus.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(list + ", line 2: a line must have 8 fields separated by blanks, got: 5");
    Files.writeString(list, "# nothing\n");
    assertThatThrownBy(() -> Corpus.of(folder)).hasMessage(list + " names no file");
    Files.delete(list);
    Files.createSymbolicLink(list, folder.resolve("absent"));
    assertThatThrownBy(() -> Corpus.of(folder)).hasMessageStartingWith(list + ": ");
  }
}
