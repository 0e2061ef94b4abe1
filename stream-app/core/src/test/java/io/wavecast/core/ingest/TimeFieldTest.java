package io.wavecast.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFieldTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static long read(String format, String json) {
    return read(new TimeField(FieldPath.of("/t"), format, BERLIN), json);
  }

  private static long read(TimeField field, String json) {
    return field.read(new Scope(JsonFormat.parse(("{\"t\":" + json + "}").getBytes(UTF_8)), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          auto | 1700000000123 | 1700000000123
          auto | "1700000000123" | 1700000000123
          auto | "2023-11-14T22:13:20.5Z" | 1700000000500
          auto | "2023-11-14 23:13:20" | 1700000000000
          auto | 12 | 12
          iso | "2023-11-14T23:13:20+01:00" | 1700000000000
          iso | "2023-11-14T23:13:20" | 1700000000000
          iso | "2023-11-14T22:13:20Z" | 1700000000000
          ms | 1700000000123.9 | 1700000000123
          s | 1700000000 | 1700000000000
          s | "1700000000.25" | 1700000000250
          s | 1700000000.25 | 1700000000250
          s | 1.7e9 | 1700000000000
          us | 1700000000123456 | 1700000000123
          ns | 1700000000123456789 | 1700000000123
          ns | "1700000000123456789" | 1700000000123
          s | -1 | -1000
          dd/MMM/yyyy:HH:mm:ss Z | "14/Nov/2023:22:13:20 +0000" | 1700000000000
          yyyy-MM-dd HH:mm:ss | "2023-11-14 23:13:20" | 1700000000000
          yyyy-MM-dd'T'HH:mm:ss.SSSX | "2023-11-14T22:13:20.500Z" | 1700000000500
          dd.MM.yyyy | "15.11.2023" | 1700002800000
          yyyy-MM-dd HH:mm:ss VV | "2023-11-14 22:13:20 UTC" | 1700000000000
          yyyy-MM-dd hh:mm:ss a | "2023-11-14 11:13:20 PM" | 1700000000000
          yyyy-MM-dd KK:mm:ss a | "2023-11-14 11:13:20 PM" | 1700000000000
          yyyy-MM-dd kk:mm:ss | "2023-11-14 23:13:20" | 1700000000000
          yyyy-MM-dd hh:mm B | "2023-11-15 12:00 midnight" | 1700002800000
          yyyy-MM-dd HH'h' | "2023-11-15 00h" | 1700002800000
          yyyy-MM-dd[ HH:mm] | "2023-11-15" | 1700002800000
          dd.MM.yy | "15.11.23" | 1700002800000
          dd.MM.yyyy G | "15.11.2023 AD" | 1700002800000
          dd.MM.uuuu HH:mm | "14.11.2023 24:00" | 1700002800000
          dd.MM.yyyy | "30.04.2024" | 1714428000000
          dd.MM.yyyy | "29.02.2024" | 1709161200000
          yyyy-DDD | "2023-319" | 1700002800000
          dd.MM.yyyy 'morgens' | "15.11.2023 morgens" | 1700002800000
          """)
  void a_time_is_read_by_its_format(String format, String json, long expected) {
    assertThat(read(format, json)).isEqualTo(expected);
  }

  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          auto | "now" | ms since the epoch or ISO 8601
          auto | "" | ms since the epoch or ISO 8601
          iso | 1700000000 | ISO 8601
          iso | "1700000000" | ISO 8601
          s | "1e999999999" | s since the epoch
          s | "1e99999999" | s since the epoch
          ns | "-1e99999999" | ns since the epoch
          ms | "1e-99999999" | ms since the epoch
          s | 1e30 | s since the epoch
          s | NaN | s since the epoch
          ns | 1e400 | ns since the epoch
          s | "2023-11-14" | s since the epoch
          dd.MM.yyyy | "2023-11-15" | dd.MM.yyyy
          dd.MM.yyyy | 5 | dd.MM.yyyy
          dd.MM.yyyy | "29.02.2026" | dd.MM.yyyy
          dd.MM.yy | "31.04.26" | dd.MM.yy
          dd.MM.yyyy HH:mm | "30.02.2026 24:00" | dd.MM.yyyy HH:mm
          iso | "2026-02-30T10:00:00Z" | ISO 8601
          auto | "2026-02-30T10:00:00Z" | ms since the epoch or ISO 8601
          dd.MM.yyyy[ hh:mm][ a] | "15.11.2023 02:26" | dd.MM.yyyy[ hh:mm][ a]
          """)
  void other_times_are_rejected(String format, String json, String expected) {
    assertThatThrownBy(() -> read(format, json))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("field '/t' must be a time: " + expected)
        .hasFieldOrPropertyWithValue("reason", Reason.BAD_TIMESTAMP);
  }

  @Test
  void an_absent_time_is_named() {
    assertThatThrownBy(() -> read("s", "null")).hasMessage("field '/t' is missing");
  }

  @Test
  void an_object_is_no_time() {
    assertThatThrownBy(() -> read("s", "{}")).hasMessage("field '/t' must be a time, got: object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds", "HH:mm", "yyyy-MM-dd HH:mm b", "", "yyyy"})
  void other_formats_are_refused(String format) {
    assertThatThrownBy(() -> new TimeField(FieldPath.WHOLE, format, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got: '" + format + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-MM-dd hh:mm:ss",
        "yyyy-MM-dd KK:mm",
        "dd.MM.yyyy h 'a'",
        "yyyy-MM-dd mm:ss",
        "yyyy-MM-dd HH:ss",
        "yyyy-MM-dd SSS",
        "yyyy-MM-dd a",
        "yyyy-MM-dd B",
        "yyyy-MM-dd a mm"
      })
  void a_part_of_the_time_of_the_day_is_refused(String format) {
    assertThatThrownBy(() -> new TimeField(FieldPath.WHOLE, format, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "timestamp-format must give the whole time of the day, or no part of it: HH is the hour")
        .hasMessageEndingWith("got: '" + format + "'");
  }

  @Test
  void it_reads_the_same_on_another_machine() throws Exception {
    TimeField field = new TimeField(FieldPath.of("/t"), "dd.MM.yyyy", BERLIN);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(field);
    }

    TimeField copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (TimeField) in.readObject();
    }

    assertThat(copy).isEqualTo(field);
    assertThat(read(copy, "\"15.11.2023\"")).isEqualTo(1700002800000L);
  }
}
