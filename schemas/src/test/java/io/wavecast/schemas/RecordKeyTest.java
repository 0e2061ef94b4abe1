package io.wavecast.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.BadRecordException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {
  @Test
  void a_key_is_decoded_as_utf_8() {
    assertThat(RecordKey.decode("höhe 😀".getBytes(UTF_8), "the series")).isEqualTo("höhe 😀");
    assertThat(RecordKey.decode(new byte[0], "the series")).isEmpty();
  }

  @Test
  void a_key_that_is_absent_or_not_utf_8_is_bad() {
    assertThatThrownBy(() -> RecordKey.decode(null, "the series"))
        .isInstanceOfSatisfying(BadRecordException.class, RecordKeyTest::isBadKey)
        .hasMessage("record must have a key: the series");
    assertThatThrownBy(() -> RecordKey.decode(new byte[] {(byte) 0xc3, 0x28}, "the series"))
        .isInstanceOfSatisfying(BadRecordException.class, RecordKeyTest::isBadKey)
        .hasMessage("key of the record must be UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "abc", "\ud83d\ude00", "a\ud83d\ude00b", " "})
  void unicode_text_within_the_limit_is_a_key(String key) {
    assertThatCode(() -> RecordKey.check("it", key, 4)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abcde"})
  void a_key_of_another_length_is_bad(String key) {
    assertThatThrownBy(() -> RecordKey.check("it", key, 4))
        .isInstanceOfSatisfying(BadRecordException.class, RecordKeyTest::isBadKey)
        .hasMessage("it must have 1..4 characters, got: " + key.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ud83d", "\ud83da", "\ude00", "\ude00\ud83d", "\ud83d\ud83d"})
  void half_a_surrogate_pair_is_bad(String key) {
    assertThatThrownBy(() -> RecordKey.check("it", key, 4))
        .isInstanceOfSatisfying(BadRecordException.class, RecordKeyTest::isBadKey)
        .hasMessage("it must be Unicode text, got half a surrogate pair");
  }

  @Test
  void times_are_from_1970_to_9999() {
    assertThatCode(() -> EventTime.check(0)).doesNotThrowAnyException();
    assertThatCode(() -> EventTime.check(EventTime.MAX)).doesNotThrowAnyException();
    for (long bad : new long[] {-1, EventTime.MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> EventTime.check(bad))
          .isInstanceOfSatisfying(
              BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_TIMESTAMP))
          .hasMessage("timestamp must be in 0..253402300799999 ms, got: " + bad);
    }
  }

  @Test
  void a_model_has_a_name_and_a_version() {
    assertThatThrownBy(() -> new ModelRef(" ", "1"))
        .hasMessage("name of a model must not be blank");
    assertThatThrownBy(() -> new ModelRef("m", ""))
        .hasMessage("version of model 'm' must not be blank");
  }

  private static void isBadKey(BadRecordException e) {
    assertThat(e.reason()).isEqualTo(Reason.BAD_KEY);
  }
}
