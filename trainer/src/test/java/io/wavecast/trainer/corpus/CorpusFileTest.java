package io.wavecast.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.trainer.mixture.Recording;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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

  @Test
  void a_damaged_packed_file_is_named() throws IOException {
    Files.writeString(folder.resolve("x.csv.gz"), "no archive");

    refusedArchive();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(String.join("\n", hours(0, 999)).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("x.csv.gz"), Arrays.copyOf(packed.toByteArray(), 900));
    refusedArchive();
  }

  private void refusedArchive() {
    assertThatThrownBy(() -> CorpusFile.of("hourly bikes 1 - 3 -" + WHERE + ".gz").read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.csv.gz: ");
  }

  @Test
  void a_time_may_be_in_two_columns_and_of_many_forms() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int t = 0; t < 70; t++) {
      rows.add("%02d-01-2020,%d.00.00 %s,%d".formatted(1 + t / 24, twelve(t), half(t), t));
    }
    rows.remove(30);
    Collections.shuffle(rows, new Random(1));

    List<Recording> series = read("hourly london 1 1,2:dd-MM-yyyy_h.mm.ss_a 3 -", rows);

    assertThat(series.get(0).values()).hasSize(70).isSorted().contains(30);
    List<String> zoned = new ArrayList<>();
    List<String> days = new ArrayList<>();
    for (int t = 0; t < 60; t++) {
      zoned.add("2020-01-%02dT%02d:00:00Z,x,%d".formatted(1 + t / 24, t % 24, t));
      days.add("%s,x,%d".formatted(LocalDate.of(2020, 1, 1).plusDays(t), t));
    }
    assertThat(read("hourly a 1 1:yyyy-MM-dd'T'HH:mm:ss'Z' 3 -", zoned)).hasSize(1);
    assertThat(read("daily a 1 1:yyyy-MM-dd 3 -", days)).hasSize(1);
  }

  private static int twelve(int hour) {
    return (hour + 11) % 12 + 1;
  }

  private static String half(int hour) {
    return hour % 24 < 12 ? "AM" : "PM";
  }

  @Test
  void means_begin_where_the_day_does() throws IOException {
    List<Recording> series = read("daily bikes 24 1:d/M/yyyy_H:mm 3 -", days());

    // from 5:00 of the first day; the second begins at value 24
    assertThat(series.get(0).values()).hasSize(60).startsWith(35.5f, 59.5f);
  }

  private static List<String> days() {
    List<String> rows = new ArrayList<>();
    for (int t = 5; t < 61 * 24 + 5; t++) {
      LocalDate day = LocalDate.of(1960, 1, 1).plusDays(t / 24);
      String date = day.getDayOfMonth() + "/" + day.getMonthValue() + "/1960";
      rows.add("%s %d:00,x,%d,0".formatted(date, t % 24, t));
    }
    return rows;
  }

  /** A value of a dropped row must not come back as an end of a straight line. */
  @Test
  void what_is_missing_is_filled_from_rows_that_are_kept() throws IOException {
    List<String> rows = new ArrayList<>(hours(0, 100));
    rows.subList(41, 43).clear();
    rows.add(41, "2/1/2020 16:00,x,1000,0"); // at the time of value 40

    List<Recording> series = read("hourly bikes 1 1:d/M/yyyy_H:mm 3 -", rows);

    assertThat(series.get(0).values()).hasSize(100).isSorted().contains(41, 42);
  }

  /** Steps are counted from the start of a part, so roundings do not add up. */
  @Test
  void times_that_are_not_exact_keep_their_place() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int t = 0; t < 100; t++) {
      int seconds = 600 * t + (t % 10 == 9 ? 200 : t % 10 == 1 ? -200 : 0);
      int second = seconds % 60;
      rows.add(
          "2020-01-01 %02d:%02d:%02d,x,%d".formatted(seconds / 3600, seconds / 60 % 60, second, t));
    }
    rows.remove(50); // between two that are a step and a third apart

    List<Recording> series = read("machine a 1 1:yyyy-MM-dd_HH:mm:ss 3 -", rows);

    assertThat(series.get(0).values()).hasSize(100).isSorted().contains(50);
  }
}
