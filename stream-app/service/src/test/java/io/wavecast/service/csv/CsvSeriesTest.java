package io.wavecast.service.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSeriesTest {
  @TempDir Path dir;

  @Test
  void reads_times_and_values_below_a_header() throws IOException {
    assertThat(read("timestamp,value\n2014-02-14 14:30:00,1.5\n\n2014-02-14 14:35:00,-2e3\n"))
        .containsExactly(
            new Observation("s", Instant.parse("2014-02-14T14:30:00Z").toEpochMilli(), 1.5),
            new Observation("s", Instant.parse("2014-02-14T14:35:00Z").toEpochMilli(), -2000));
  }

  @Test
  void a_header_may_be_absent_and_a_byte_order_mark_present() throws IOException {
    assertThat(read("\uFEFF1700000000,1\r\n1700000001,2\r\n"))
        .containsExactly(
            new Observation("s", 1_700_000_000_000L, 1),
            new Observation("s", 1_700_000_001_000L, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"time,°C", "time,% load", "Zeit (UTC),(C)", "#time,1", "\"time\",\"y\""})
  void a_header_is_known_by_its_time(String header) throws IOException {
    assertThat(read(header + "\n1000,2\n")).containsExactly(new Observation("s", 1_000_000, 2));
  }

  @Test
  void a_bad_first_value_is_no_header() {
    assertThatThrownBy(() -> read("1000,oops\n2000,1\n"))
        .hasMessageContaining("line 1: value must be a number, got: 'oops'");
  }

  @Test
  void a_decimal_comma_is_reported() throws IOException {
    assertThatThrownBy(() -> read("time,value\n1000,3,5\n"))
        .hasMessageContaining("line 2: must have 2 columns as the first line, got: 3");
    assertThat(read("time,value\n1000,3,\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-02, 2020-01-02T00:00:00Z",
    "2020-01-02 03:04, 2020-01-02T03:04:00Z",
    "2020-01-02T03:04:05.678Z, 2020-01-02T03:04:05.678Z",
    "2020-01-02T03:04:05+02:00, 2020-01-02T01:04:05Z",
    "2020-01-02T03:04:05+0200, 2020-01-02T01:04:05Z",
    "1577934245, 2020-01-02T03:04:05Z",
    "1577934245.5, 2020-01-02T03:04:05.500Z",
    "1.577934245e9, 2020-01-02T03:04:05Z",
    "1577934245678, 2020-01-02T03:04:05.678Z"
  })
  void reads_iso_and_epoch(String text, Instant expected) throws IOException {
    assertThat(read(text + ",1\n"))
        .containsExactly(new Observation("s", expected.toEpochMilli(), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2;nonsense | line 2: must have a time and a value, got: 'nonsense'
          1,2;x,3 | line 2: timestamp must be ISO 8601 or a number since the epoch, got: 'x'
          1,2;2020-13-01,3 | line 2: timestamp must be ISO 8601 or a number since the epoch, got: '2020-13-01'
          1,2;2, | line 2: value must be a number, got: ''
          1,2;2,3f | line 2: value must be a number, got: '3f'
          1,2;2,NaN | line 2: value must be finite, got: NaN
          1,2;2,1e300 | line 2: magnitude of value must be at most 3.4028234663852886E38, got: 1.0E300
          t,v;;1,2;-5,1 | line 4: timestamp must be in 0..253402300799999 ms, got: -5000
          1,2;2,"3 | line 2: a quote is not closed: '2,"3'
          web,1791763200000,309.828;web,1791763260000,310 | line 1: has values and no names: more than two columns need a header such as series,timestamp,value
          a,b,c;1,2,3 | line 1: has several columns: choose one with --value-column from [a, b, c]
          value,when;48.821,2026-11-20T00:00:00Z | line 1: has no column of times by name: choose one with --time-column from [value, when]
          id,when,value;1,2026-11-20T00:00:00Z,2 | line 1: has no column of times by name: choose one with --time-column from [id, when, value]
          series,when,load;a,1,2 | line 1: has no column of times by name: choose one with --time-column from [series, when, load]
          1 | line 1: must have two columns, timestamp,value, parted by a comma, got: 1
          """)
  void a_bad_line_is_reported_with_file_and_line(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));

    assertThatThrownBy(() -> readAll(file, Columns.USUAL))
        .isInstanceOf(CsvException.class)
        .hasMessage(file + ", " + message);
  }

  @Test
  void bad_rows_are_skipped_where_they_are_not_refused() throws IOException {
    List<String> skipped = new ArrayList<>();
    CsvReading reading = new CsvReading(Columns.USUAL, e -> skipped.add(e.getMessage()));
    Path file = file("t,v\n1,2\n2,\n3\nx,4\n5,6\n7,none\n");

    assertThat(readAll(file, reading))
        .containsExactly(new Observation("s", 1000, 2), new Observation("s", 5000, 6));
    assertThat(skipped)
        .hasSize(4)
        .first()
        .isEqualTo(file + ", line 3: value must be a number, got: ''");
  }

  @Test
  void columns_are_found_by_name() throws IOException {
    Path file = file("a,\"b, c\",date\n1,\"2\",1970-01-01 00:00:09\n");

    assertThat(readAll(file, columns("b, c", ""))).containsExactly(new Observation("s", 9000, 2));
    assertThatThrownBy(() -> readAll(file, columns("d", "")))
        .hasMessageContaining("has no column 'd', only [a, b, c, date]");
  }

  @Test
  void the_time_is_never_in_the_column_of_something_else() throws IOException {
    Path file = file("time,value\n5,7\n");

    assertThat(readAll(file, timed("value"))).containsExactly(new Observation("s", 7000, 5));
    assertThatThrownBy(() -> readAll(file, labels("time")))
        .hasMessageContaining("choose one with --time-column from [time, value]");
    assertThatThrownBy(
            () ->
                readAll(
                    file,
                    new Columns(
                        Optional.of("time"), Optional.of("time"), Optional.empty(), List.of())))
        .hasMessageContaining("line 1: column 'time' cannot be both that of the time");
  }

  private static Columns timed(String time) {
    return new Columns(Optional.of(time), Optional.empty(), Optional.empty(), List.of());
  }

  @Test
  void a_column_names_the_series_of_each_row() throws IOException {
    String rows = "\nweb,1,2.5\ndb,1,3\nweb,2,4\n";
    List<Observation> expected =
        List.of(
            new Observation("web", 1000, 2.5),
            new Observation("db", 1000, 3),
            new Observation("web", 2000, 4));

    assertThat(read("series,timestamp,value" + rows)).isEqualTo(expected);
    assertThat(read("Series,time,reading" + rows)).isEqualTo(expected);
    assertThat(readAll(file("host,time,load" + rows), columns("load", "host"))).isEqualTo(expected);
  }

  @Test
  void a_row_without_its_series_is_refused() {
    assertThatThrownBy(() -> read("timestamp,value,series\n1,2\n"))
        .hasMessageContaining("line 2: must have a time and a value");
    assertThatThrownBy(() -> read("timestamp,value,series\n1,2,\n"))
        .hasMessageContaining("line 2: series key must have 1..1024 characters, got: 0");
    assertThatThrownBy(() -> readAll(file("a,b\n1,2\n"), columns("b", "hots")))
        .hasMessageContaining("has no column 'hots', only [a, b]");
  }

  @Test
  void a_file_is_one_series_where_that_is_asked() throws IOException {
    Path file = file("series,timestamp,value\n7,1,2\n");
    Columns one = new Columns(Optional.empty(), Optional.empty(), Optional.of(""), List.of());

    assertThat(readAll(file, one)).containsExactly(new Observation("s", 1000, 2));
  }

  @Test
  void labels_are_in_the_columns_that_are_named_and_an_empty_field_is_none() throws IOException {
    Path file = file("zone,timestamp,load,host,other\neu,1,2,web-1,x\n,2,3,,x\n");
    Columns labelled =
        new Columns(
            Optional.empty(), Optional.of("load"), Optional.empty(), List.of("host", "zone"));

    assertThat(readAll(file, labelled))
        .containsExactly(
            new Observation("s", 1000, 2, Map.of("host", "web-1", "zone", "eu")),
            new Observation("s", 2000, 3, Map.of()));
    assertThat(readAll(file, columns("load", "")))
        .extracting(Observation::labels)
        .containsOnlyNulls();
  }

  @Test
  void the_column_that_is_left_beside_labels_holds_the_values() throws IOException {
    Path file = file("zone,timestamp,load\neu,1,2\n");

    assertThat(readAll(file, labels("zone")))
        .containsExactly(new Observation("s", 1000, 2, Map.of("zone", "eu")));
  }

  @Test
  void a_column_of_labels_must_exist_and_be_a_name_of_a_label() throws IOException {
    Path file = file("timestamp,value,zone\n1,2,eu\n2,3\n");

    assertThatThrownBy(() -> readAll(file, labels("host")))
        .hasMessageContaining("has no column 'host', only [timestamp, value, zone]");
    assertThatThrownBy(() -> readAll(file, labels("zone")))
        .hasMessageContaining("line 3: must have a time and a value");
    assertThatThrownBy(() -> labels("severity"))
        .hasMessageStartingWith("name of a label must be letters, digits and _");
  }

  @Test
  void binary_files_are_rejected() throws IOException {
    Path file = Files.write(dir.resolve("x.csv"), new byte[] {49, 44, 50, 10, (byte) 0xff, 10});

    assertThatThrownBy(() -> readAll(file, Columns.USUAL))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void files_of_a_folder_are_found_and_two_of_one_series_refused() throws IOException {
    Path a = Files.createDirectories(dir.resolve("in/a"));
    Path b = Files.createDirectories(dir.resolve("in/b"));
    Files.writeString(a.resolve("cpu.csv"), "1,2", StandardCharsets.UTF_8);
    Files.writeString(b.resolve("mem.csv"), "1,2", StandardCharsets.UTF_8);
    Files.writeString(b.resolve("notes.txt"), "", StandardCharsets.UTF_8);

    assertThat(CsvFiles.of(List.of(dir.resolve("in"))).bySeries().keySet())
        .containsExactly("cpu", "mem");
    Files.writeString(b.resolve("cpu.csv"), "1,2", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CsvFiles.of(List.of(dir.resolve("in"))))
        .hasMessageContaining("two files have the series key 'cpu'");
    assertThatThrownBy(() -> CsvFiles.of(List.of(dir.resolve("absent.csv"))))
        .hasMessageContaining("file not found");
  }

  private static Columns columns(String value, String series) {
    return new Columns(
        Optional.empty(),
        Optional.of(value),
        Optional.of(series).filter(name -> !name.isEmpty()),
        List.of());
  }

  private static Columns labels(String... names) {
    return new Columns(Optional.empty(), Optional.empty(), Optional.empty(), List.of(names));
  }

  private List<Observation> read(String text) throws IOException {
    return readAll(file(text), Columns.USUAL);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("s.csv"), text);
  }

  private static List<Observation> readAll(Path file, Columns columns) {
    return readAll(file, new CsvReading(columns, CsvReading.REFUSE));
  }

  private static List<Observation> readAll(Path file, CsvReading reading) {
    List<Observation> all = new ArrayList<>();
    try (CsvSeries rows = reading.open(file, "s")) {
      for (Observation row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    return all;
  }
}
