package io.wavecast.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.trainer.mixture.Recording;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusFileTest {
  private static final String WHERE = " " + "0".repeat(64) + " https://example.org/commit/x.csv";

  @TempDir private Path folder;

  private List<Recording> read(String line, List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(List.of("time,text,first,second"));
    all.addAll(rows);
    Files.write(folder.resolve("x.csv"), all);
    return CorpusFile.of(line + WHERE).read(folder);
  }

  @Test
  void a_packed_file_is_read_as_the_same_without() throws IOException {
    List<Recording> plain = read("hourly bikes 1 1:d/M/yyyy_H:mm 3 -", hours(0, 100));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("x.csv.gz")))) {
      Files.copy(folder.resolve("x.csv"), out);
    }

    List<Recording> packed =
        CorpusFile.of("hourly bikes 1 1:d/M/yyyy_H:mm 3 -" + WHERE + ".gz").read(folder);

    assertThat(packed).hasSameSizeAs(plain);
    assertThat(packed.get(0).values()).isEqualTo(plain.get(0).values());
  }

  private static List<String> hours(int from, int to) {
    List<String> rows = new ArrayList<>();
    for (int t = from; t < to; t++) {
      rows.add("%d/1/2020 %d:00,\"a, b\",%d,%d".formatted(1 + t / 24, t % 24, t, 1000 - t));
    }
    return rows;
  }

  @Test
  void columns_become_series_and_means_of_values_too() throws IOException {
    List<Recording> series = read("hourly bikes 1,2 1:d/M/yyyy_H:mm 3-4 -", hours(0, 121));

    assertThat(series).extracting(Recording::kind).containsOnly(Kind.HOURLY);
    assertThat(series).extracting(Recording::source).containsOnly("bikes");
    assertThat(series).extracting(r -> r.values().length).containsExactly(121, 60, 121, 60);
    assertThat(series.get(0).values()).startsWith(0, 1, 2).endsWith(120);
    assertThat(series.get(1).values()).startsWith(0.5f, 2.5f).endsWith(118.5f);
    assertThat(series.get(2).values()).startsWith(1000, 999);
  }

  @Test
  void rows_are_sorted_by_time_and_repeated_times_dropped() throws IOException {
    List<String> rows = new ArrayList<>(hours(0, 100));
    Collections.shuffle(rows, new Random(1));
    rows.addAll(hours(40, 50));

    List<Recording> series = read("daily bikes 1 1:d/M/yyyy_H:mm 3 -", rows);

    assertThat(series).hasSize(1);
    assertThat(series.get(0).values()).hasSize(100).isSorted();
  }

  @Test
  void three_missing_values_are_bridged_and_four_cut_a_series() throws IOException {
    List<String> rows = new ArrayList<>(hours(0, 100));
    rows.addAll(hours(103, 170)); // 100, 101, 102 are missing
    rows.addAll(hours(174, 240)); // and 170 to 173

    List<Recording> series = read("machine bikes 1 1:d/M/yyyy_H:mm 3 -", rows);

    assertThat(series).extracting(r -> r.values().length).containsExactly(170, 66);
    assertThat(series.get(0).values()).containsSequence(99, 100, 101, 102, 103);
    assertThat(series.get(1).values()).startsWith(174);
  }

  @Test
  void what_is_no_number_or_stands_for_nothing_is_missing() throws IOException {
    List<String> rows = new ArrayList<>(hours(0, 100));
    rows.set(50, "ignored,x,none,-200");
    rows.set(60, "ignored,x,-200,5");
    rows.set(70, "ignored");

    List<Recording> series = read("weather air 1 - 3 -200", rows);

    assertThat(series).hasSize(1);
    assertThat(series.get(0).values()).hasSize(100).isSorted().contains(50, 60, 70);
  }

  @Test
  void short_parts_and_what_never_moves_are_left_out() throws IOException {
    assertThat(read("traffic roads 1 - 3 -", hours(0, 59))).isEmpty();
    assertThat(read("traffic roads 2 - 3 -", hours(0, 119))).isEmpty();
    assertThat(read("traffic roads 1 - 3 -", Collections.nCopies(100, "x,y,7,7"))).isEmpty();
  }

  @Test
  void a_time_of_another_form_names_file_and_line() {
    assertThatThrownBy(() -> read("hourly bikes 1 1:yyyy-MM-dd 3 -", hours(0, 99)))
        .isInstanceOf(CsvException.class)
        .hasMessageMatching(".*x.csv, line 2: time must be as the list says, got: '1/1/2020 0:00'");
  }

  /** The same file at the same commit, for ever; and no two files of one name. */
  @Test
  void every_address_of_the_list_is_of_a_commit() throws IOException {
    List<CorpusFile> files = Corpus.files();

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files).allMatch(f -> f.item().address().getPath().matches(".*/[0-9a-f]{40}/.*"));
    assertThat(files.stream().map(f -> f.item().name()).distinct())
        .hasSameSizeAs(files.stream().map(CorpusFile::item).distinct().toList());
    assertThat(files).extracting(CorpusFile::kind).contains(Kind.values());
  }

  @Test
  void a_damaged_packed_file_is_named() throws IOException {
    Files.writeString(folder.resolve("x.csv.gz"), "no archive");

    assertThatThrownBy(() -> CorpusFile.of("hourly bikes 1 - 3 -" + WHERE + ".gz").read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.csv.gz: ");
  }

  @Test
  void a_file_of_another_checksum_is_refused_without_a_download() throws IOException {
    for (CorpusFile file : Corpus.files()) {
      Files.writeString(folder.resolve(file.item().name()), "changed");
    }

    assertThatThrownBy(() -> Corpus.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".* has another checksum than its list says; --fetch replaces it");
  }

  @Test
  void an_absent_file_is_named() {
    assertThatThrownBy(() -> Corpus.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".* holds no file \\S+\\.csv; --fetch downloads it");
  }
}
