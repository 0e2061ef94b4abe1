package io.wavecast.trainer.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSeriesTest {
  @TempDir private Path folder;

  @Test
  void one_value_column_is_one_series_named_after_its_file() throws IOException {
    Path file =
        file("cpu.csv", "timestamp,value\n2024-01-01 00:00:00,1.5\n2024-01-01 01:00:00,2\n");

    List<RecordedSeries> series = CsvSeries.read(file, Order.STRICT, 1);

    assertThat(series).hasSize(1);
    assertThat(series.get(0).name()).isEqualTo("cpu");
    assertThat(series.get(0).timestamps()).containsExactly(1704067200000L, 1704070800000L);
    assertThat(series.get(0).values()).containsExactly(1.5f, 2);
    assertThat(series.get(0).step()).isEqualTo(Duration.ofHours(1));
    assertThat(series.get(0).period(50)).isEqualTo(24);
  }

  @Test
  void several_value_columns_are_several_series_named_by_the_header() throws IOException {
    Path file = file("plant.csv", "date,load,heat\n2024-01-01,1,2\n2024-01-02,3,4\n");

    List<RecordedSeries> series = CsvSeries.read(file, Order.STRICT, 1);

    assertThat(series).extracting(RecordedSeries::name).containsExactly("load", "heat");
    assertThat(series).extracting(RecordedSeries::group).containsOnly("plant");
    assertThat(series.get(1).values()).containsExactly(2, 4);
    assertThat(series.get(0).period(50)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"date,0,1", ",0,1", "\uFEFFtime,0,1", "\nt0,0,1"})
  void columns_may_be_named_by_numbers(String header) throws IOException {
    Path file = file("plant.csv", header + "\n2024-01-01,3,4\n");

    assertThat(CsvSeries.read(file, Order.STRICT, 1))
        .extracting(RecordedSeries::name)
        .containsExactly("0", "1");
  }

  @Test
  void a_byte_order_mark_makes_no_header_of_the_first_row() throws IOException {
    Path file = file("x.csv", "\uFEFF2024-01-01,3\n2024-01-02,4\n");

    assertThat(CsvSeries.read(file, Order.STRICT, 1).get(0).values()).containsExactly(3, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000000, 1700000000000",
    "1700000000, 1700000000000",
    "2024-01-01, 1704067200000",
    "2024-01-01T00:00, 1704067200000",
    "2024-01-01 00:00:00.5, 1704067200500",
    "2024-01-01T00:00:00.250, 1704067200250",
    "2024-01-01T02:00:00+02:00, 1704067200000",
    "2024-01-01T00:00:00Z, 1704067200000",
    "2014-02-14 14:30:00.000000, 1392388200000",
    "yesterday, -"
  })
  void time_is_read_in_these_forms(String text, String millis) throws IOException {
    Path file = file("x.csv", "t,v\n%s,1\n".formatted(text));
    if (millis.equals("-")) {
      assertThatThrownBy(() -> CsvSeries.read(file, Order.STRICT, 1))
          .isInstanceOf(CsvException.class)
          .hasMessageContaining(", line 2: ")
          .hasMessageContaining(text);
    } else {
      assertThat(CsvSeries.read(file, Order.STRICT, 1).get(0).timestamps())
          .containsExactly(Long.parseLong(millis));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; holds no values",
        "'t,v\n'; holds no values",
        "'1,1\n2,two\n'; 'line 2: value must be a number, got: ''two'''",
        "'1,1\n2,NaN\n'; 'line 2: value must be a finite number, got: ''NaN'''",
        "'1,1\n2,\n'; 'line 2: value must be a number, got: '''''",
        "'1,1\n2,1e300\n'; 'line 2: value must lie within what a float holds, 3.4e38 on either side'",
        "'1,1\n2\n'; line 2: must be timestamp,value, got one column",
        "'1,1\n2,2,2\n'; line 2: must have 2 columns as the first line, got: 3",
        "'2024-13-01 00:00:00,5\n2024-12-01,5\n'; 'line 1: timestamp must be ISO 8601 or a number since the epoch, got: ''2024-13-01 00:00:00'''",
        "'2024-13-01,n/a\n2024-12-01,5\n'; 'line 1: timestamp must be ISO 8601'",
        "'t,v\nt,v\n'; 'line 2: timestamp must be ISO 8601'",
        "'t,v\n5,1\n5,2\n'; line 3: time must be later than in the row before, got: 5",
        "'t,v\n5,1\n4,2\n'; line 3: time must be later than in the row before, got: 4"
      })
  void bad_files_are_refused_in_one_line_that_names_file_and_row(String text, String reason)
      throws IOException {
    Path file = file("bad.csv", text);

    assertThatThrownBy(() -> CsvSeries.read(file, Order.STRICT, 1))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void duplicates_and_late_rows_can_be_left_out_as_the_stream_does() throws IOException {
    Path file = file("x.csv", "10,1\n20,2\n20,3\n15,4\n30,5\n");

    RecordedSeries series = CsvSeries.read(file, Order.DROP, 1).get(0);

    assertThat(series.values()).containsExactly(1, 2, 5);
    assertThat(series.timestamps()).containsExactly(10_000, 20_000, 30_000);
  }

  @Test
  void a_folder_is_read_file_by_file() throws IOException {
    file("b.csv", "1,1\n");
    file("a.csv", "1,2\n");
    file("notes.txt", "no series");

    assertThat(CsvSeries.read(folder, Order.STRICT, 1))
        .extracting(RecordedSeries::name)
        .containsExactly("a", "b");
  }

  @Test
  void a_folder_is_a_folder_whatever_its_name() throws IOException {
    Path named = Files.createDirectories(folder.resolve("named.csv"));
    Files.createDirectories(named.resolve("empty.csv"));
    Files.writeString(named.resolve("a.csv"), "1,2\n");

    assertThat(CsvSeries.read(named, Order.STRICT, 1))
        .extracting(RecordedSeries::name)
        .containsOnly("a");
  }

  @Test
  void the_column_of_times_may_stand_anywhere_and_its_name_is_no_series() throws IOException {
    Path file = file("plant.csv", "\"load, MW\",Date,heat\n1,2024-01-01,2\n3,2024-01-02,4,\n");

    List<RecordedSeries> series = CsvSeries.read(file, Order.STRICT, 1);

    assertThat(series).extracting(RecordedSeries::name).containsExactly("load, MW", "heat");
    assertThat(series.get(0).values()).containsExactly(1, 3);
    assertThat(series.get(1).values()).containsExactly(2, 4);
  }

  @Test
  void columns_without_a_header_are_numbered_and_a_single_one_belongs_to_its_folder()
      throws IOException {
    assertThat(CsvSeries.read(file("wide.csv", "1,5,6\n2,7,8\n"), Order.STRICT, 1))
        .extracting(RecordedSeries::name, RecordedSeries::group)
        .containsExactly(tuple("column 1", "wide"), tuple("column 2", "wide"));
    assertThat(CsvSeries.read(file("one.csv", "1,5\n"), Order.STRICT, 1))
        .extracting(RecordedSeries::name, RecordedSeries::group)
        .containsExactly(tuple("one", folder.getFileName().toString()));
    Path up = Files.createDirectory(folder.resolve("sub")).resolve("../one.csv");
    assertThat(CsvSeries.read(up, Order.STRICT, 1))
        .extracting(RecordedSeries::group)
        .containsExactly(folder.getFileName().toString());
  }

  @Test
  void rows_that_are_left_out_do_not_count_towards_the_shortest_series() throws IOException {
    Path file = file("x.csv", "t,v\n1,1\n2,2\n2,3\n");

    assertThat(CsvSeries.read(file, Order.DROP, 2).get(0).size()).isEqualTo(2);
    assertThatThrownBy(() -> CsvSeries.read(file, Order.DROP, 3))
        .isInstanceOf(CsvException.class)
        .hasMessage(
            file + ", line 4: the file ends here; a series must hold at least 3 rows, got: 2");
  }

  @Test
  void a_folder_without_csv_files_and_a_file_that_is_absent_are_reported() throws IOException {
    file("notes.txt", "no series");

    assertThatThrownBy(() -> CsvSeries.read(folder, Order.STRICT, 1))
        .isInstanceOf(CsvException.class)
        .hasMessage(folder + ": the folder holds no .csv file");
    assertThatThrownBy(() -> CsvSeries.read(folder.resolve("x.csv"), Order.STRICT, 1))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
