package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.TIME;
import static io.wavecast.core.ingest.Mapped.json;
import static io.wavecast.core.ingest.Mapped.to;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputMappingFailuresTest {
  @Test
  void what_is_counted_once_each_is_a_short_unicode_text() {
    Input input = to(json("{key}"), Input.Target.TEXTS);

    assertThat(Mapped.of(input, "{\"value\":{\"id\":1}}").why())
        .contains("field '/value' must be a text, a number or a boolean, got: object");
    assertThat(Mapped.of(input, "{\"value\":\"\\ud83d!\"}").why())
        .contains("field '/value' must be Unicode text, got half a surrogate pair");
    assertThat(Mapped.of(input, "{\"value\":\"" + "x".repeat(8193) + "\"}").why())
        .contains("field '/value' must have at most 8192 characters, got: 8193");
    assertThat(Mapped.of(input, "{\"value\":true}").why()).isEmpty();
  }

  @Test
  void a_failure_to_write_is_not_one_of_the_record() {
    InputMapping mapping = new InputMapping(json("{key}"), 1000, null);

    assertThatThrownBy(
            () ->
                mapping.map(
                    Mapped.record("{}", "{\"value\":1}"),
                    event -> {
                      throw new IllegalStateException("of an earlier record");
                    }))
        .hasMessage("of an earlier record");
  }

  @Test
  void a_header_is_utf_8() {
    RawRecord record =
        new RawRecord(
            new byte[0],
            "{\"value\":1}".getBytes(UTF_8),
            TIME,
            "raw",
            0,
            0,
            List.of(new Header("site", new byte[] {(byte) 0xff})));

    assertThat(new InputMapping(json("{header.site}"), 1000, null).map(record, event -> {}))
        .hasValueSatisfying(
            why -> assertThat(why.message()).contains("header 'site' must be UTF-8 text"));
  }
}
