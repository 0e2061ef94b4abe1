package io.wavecast.schemas.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawEventCodecTest {
  private static final byte[] KEY = "shop".getBytes(UTF_8);

  @Test
  void an_event_is_read_as_it_was_written() throws IOException {
    RawEvent all = new RawEvent("shop", 1700000000000L, -2.5, "a \"b\" ü", "web");
    RawEvent least = new RawEvent("shop", 0, Double.NaN, null, "web");

    assertThat(RawEventCodec.write(all)).isEqualTo(golden("rawEvent-v1"));
    assertThat(RawEventCodec.write(least)).isEqualTo(golden("rawEvent-least-v1"));
    assertThat(RawEventCodec.read(KEY, RawEventCodec.write(all))).isEqualTo(all);
    assertThat(RawEventCodec.read(KEY, RawEventCodec.write(least))).isEqualTo(least);
  }

  @Test
  void the_labels_of_an_event_are_read_as_they_were_written() throws IOException {
    Map<String, String> labels = Map.of("service", "a \"b\"", "zone", "ü");
    RawEvent all = new RawEvent("shop", 1700000000000L, -2.5, "a \"b\" ü", "web", labels);
    RawEvent none = new RawEvent("shop", 5, 1, null, "w", Map.of());

    assertThat(RawEventCodec.write(all)).isEqualTo(golden("rawEvent-v2"));
    assertThat(RawEventCodec.read(KEY, golden("rawEvent-v2"))).isEqualTo(all);
    assertThat(RawEventCodec.read(KEY, RawEventCodec.write(none))).isEqualTo(none);
  }

  @Test
  void unknown_fields_and_nulls_are_ignored() {
    assertThat(read("{\"x\":{\"value\":9},\"value\":null,\"timestamp\":5,\"input\":\"w\"}"))
        .isEqualTo(new RawEvent("shop", 5, Double.NaN, null, "w"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|WRONG_TYPE|value must be an object, got: array",
        "{\"timestamp\":1}|MISSING_FIELD|field 'input' is missing",
        "{\"input\":\"a\"}|MISSING_FIELD|field 'timestamp' is missing",
        "{\"timestamp\":1,\"input\":\"\"}|OUT_OF_RANGE|name of the input must not be empty",
        "{\"timestamp\":1.5,\"input\":\"a\"}|WRONG_TYPE|field 'timestamp' must be an integer, got:"
            + " number",
        "{\"timestamp\":-1,\"input\":\"a\"}|BAD_TIMESTAMP|timestamp must be in 0..253402300799999"
            + " ms, got: -1",
        "{\"timestamp\":1,\"value\":\"1\",\"input\":\"a\"}|WRONG_TYPE|field 'value' must be a"
            + " number, got: string",
        "{\"timestamp\":1,\"value\":NaN,\"input\":\"a\"}|NOT_FINITE|field 'value' must be finite,"
            + " got: NaN",
        "{\"timestamp\":1,\"value\":1e39,\"input\":\"a\"}|OUT_OF_RANGE|magnitude of value must be"
            + " at most 3.4028234663852886E38, got: 1.0E39",
        "{\"timestamp\":1,\"value\":Infinity,\"input\":\"a\"}|NOT_FINITE|magnitude of value must be"
            + " at most 3.4028234663852886E38, got: Infinity",
        "{\"timestamp\":1,\"labels\":7,\"input\":\"a\"}|WRONG_TYPE|field 'labels' must be an"
            + " object, got: number",
        "{\"timestamp\":1,\"text\":7,\"input\":\"a\"}|WRONG_TYPE|field 'text' must be a string,"
            + " got: number",
      })
  void what_is_no_event_is_rejected(String json, BadRecordException.Reason why, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(why))
        .hasMessage(message);
  }

  @Test
  void a_record_without_key_or_value_or_too_large_is_rejected() {
    assertThatThrownBy(() -> RawEventCodec.read(KEY, null))
        .hasMessage("value must be JSON, got nothing");
    assertThatThrownBy(() -> RawEventCodec.read(null, RawEventCodec.write(event())))
        .hasMessage("record must have a key: the series");
    assertThatThrownBy(() -> read(" ".repeat(RawEventCodec.MAX_BYTES + 1)))
        .hasMessage("value must have at most 65536 bytes, got: 65537");
    assertThatThrownBy(() -> read("{\"timestamp\":1"))
        .isInstanceOfSatisfying(
            BadRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(BadRecordException.Reason.MALFORMED));
  }

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(Path.of("src/test/resources/golden", name + ".json"));
  }

  private static RawEvent event() {
    return new RawEvent("shop", 1, 1, null, "web");
  }

  private static RawEvent read(String json) {
    return RawEventCodec.read(KEY, json.getBytes(UTF_8));
  }

  @Test
  void the_longest_text_and_labels_fit_however_they_are_escaped() {
    String text = "\u0001".repeat(RawEventCodec.MAX_TEXT);
    Map<String, String> labels = Map.of("a", "\u0001".repeat(Labels.MAX_BYTES - 1));

    byte[] value =
        RawEventCodec.write(
            new RawEvent("s", 253_402_300_799_999L, 1, text, "i".repeat(100), labels));

    assertThat(value).hasSizeLessThanOrEqualTo(RawEventCodec.MAX_BYTES);
  }
}
