package io.wavecast.schemas.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationCodecTest {
  private static final long RECORD_TIME = 777;

  private final ObservationCodec codec = new ObservationCodec(ObservationFormat.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timestamp\":1,\"value\":2.5}                              | 1   | 2.5",
        "{\"value\":-3,\"x\":{\"value\":9},\"timestamp\":12}          | 12  | -3",
        "{\"timestamp\":1.0,\"value\":1e3, \"tags\":[1,[2],{\"a\":1}]}| 1   | 1000",
        "{\"timestamp\":\"1970-01-01T00:00:01.5+00:00\",\"value\":0}  | 1500| 0",
        "  42.25                                                      | 777 | 42.25",
        "-7                                                           | 777 | -7",
      })
  void objects_and_bare_numbers_are_read(String json, long timestamp, double value) {
    assertThat(read("cpu", json)).isEqualTo(new Observation("cpu", timestamp, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      value = {
        "garbage                                  | MALFORMED",
        "{\"timestamp\":1,\"value\":2.5           | MALFORMED",
        "{\"timestamp\":1,\"value\":2.5} {}       | MALFORMED",
        "1 2                                      | MALFORMED",
        "NULL                                     | MALFORMED",
        "''                                       | MALFORMED",
        "'   '                                    | MALFORMED",
        "\"text\"                                 | WRONG_TYPE",
        "true                                     | WRONG_TYPE",
        "null                                     | WRONG_TYPE",
        "{\"timestamp\":1,\"value\":\"2.5\"}      | WRONG_TYPE",
        "{\"timestamp\":true,\"value\":2.5}       | WRONG_TYPE",
        "{\"timestamp\":1}                        | MISSING_FIELD",
        "{\"value\":1}                            | MISSING_FIELD",
        "{\"timestamp\":1,\"value\":null}         | MISSING_FIELD",
        "{}                                       | MISSING_FIELD",
        "[]                                       | MISSING_FIELD",
        "{\"timestamp\":1,\"value\":NaN}          | NOT_FINITE",
        "{\"timestamp\":1,\"value\":-Infinity}    | NOT_FINITE",
        "{\"timestamp\":1,\"value\":1e999}        | NOT_FINITE",
        "NaN                                      | NOT_FINITE",
        "{\"timestamp\":1,\"value\":1e39}         | OUT_OF_RANGE",
        "{\"timestamp\":-1,\"value\":1}           | BAD_TIMESTAMP",
        "{\"timestamp\":1.5,\"value\":1}          | BAD_TIMESTAMP",
        "{\"timestamp\":99999999999999999999,\"value\":1} | BAD_TIMESTAMP",
        "{\"timestamp\":\"yesterday\",\"value\":1}| BAD_TIMESTAMP",
      })
  void a_bad_observation_is_rejected_with_its_reason(String json, Reason reason) {
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);

    BadRecordException e =
        catchThrowableOfType(
            BadRecordException.class, () -> codec.read(new byte[] {'k'}, value, RECORD_TIME));

    assertThat(e).as(json).isNotNull();
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
  }

  @Test
  void absurdly_large_and_deep_values_are_refused() {
    assertReason(Reason.TOO_LARGE, "{\"value\":1,\"x\":\"" + "y".repeat(500_000) + "\"}");
    assertReason(Reason.MALFORMED, "[".repeat(20_000));
  }

  @Test
  void a_key_must_be_there_and_be_text() {
    byte[] value = "1".getBytes(StandardCharsets.UTF_8);
    for (byte[] key : new byte[][] {null, {}, {(byte) 0xff, (byte) 0xfe}, new byte[2000]}) {
      assertThatThrownBy(() -> codec.read(key, value, RECORD_TIME))
          .isInstanceOfSatisfying(
              BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
    }
  }

  @Test
  void fields_of_foreign_json_are_found_by_pointers() {
    ObservationCodec foreign =
        new ObservationCodec(ObservationFormat.of("/meta/host", "/at/0", "/data/1/v", 1000));
    String json =
        "{\"data\":[{\"v\":1},{\"u\":3,\"v\":2}],\"meta\":{\"host\":\"web-1\"},\"at\":[5,6]}";

    assertThat(foreign.read(null, json.getBytes(StandardCharsets.UTF_8), RECORD_TIME))
        .isEqualTo(new Observation("web-1", 5, 2));
  }

  @Test
  void a_series_of_half_a_surrogate_pair_is_refused_since_it_has_no_utf_8() {
    ObservationCodec foreign = new ObservationCodec(ObservationFormat.of("/s", "", "/v", 1000));
    String full = "{\"s\":\"\\ud83d\\ude00\",\"v\":1}";
    String half = "{\"s\":\"a\\ud83d\",\"v\":1}";

    assertThat(foreign.read(null, full.getBytes(StandardCharsets.UTF_8), 9).series())
        .isEqualTo("😀");
    assertThatThrownBy(() -> foreign.read(null, half.getBytes(StandardCharsets.UTF_8), 9))
        .hasMessage("series key must be Unicode text, got half a surrogate pair")
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
  }

  @Test
  void a_wrong_type_is_reported_with_what_was_expected() {
    assertThatThrownBy(() -> read("a", "\"text\""))
        .hasMessage("value must be an object or a number, got: string");
    assertThatThrownBy(() -> read("a", "{\"timestamp\":1,\"value\":true}"))
        .hasMessage("field '/value' must be a number, got: boolean");
    assertThatThrownBy(() -> nested("{\"at\":1,\"data\":{\"v\":\"x\"}}"))
        .hasMessage("field '/data/v' must be a number, got: string");
    assertThatThrownBy(() -> nested("{\"at\":1.5,\"data\":{\"v\":2}}"))
        .hasMessage("field '/at' must be whole ms since the epoch, got: 1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timestamp\":1,\"value\":2    | line: 1, column: 1",
        "[1, 2                         | line: 1, column: 1",
        "garbage                       | garbage",
      })
  void malformed_json_is_reported_with_its_position_but_without_the_payload(
      String json, String where) {
    assertThatThrownBy(() -> read("a", json))
        .hasMessageStartingWith("value must be JSON: ")
        .hasMessageContaining(where)
        .message()
        .doesNotContain("Source")
        .doesNotContain("INCLUDE_SOURCE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "READ",
      value = {
        "1700000000000 | 4102444800000 | AHEAD",
        "1700000000000 | 1700003600001 | AHEAD",
        "1700000000000 | 1700003600000 | READ",
        "1700000000000 | 1             | READ",
        "1700000000000 | 1700000000    | BAD_TIMESTAMP",
        "1700000000000 | 1699900000    | BAD_TIMESTAMP",
        "1700000000000 | 1500000000    | READ",
        "0             | 4102444800000 | READ",
        "-1            | 4102444800000 | READ",
        "0             | 0             | READ",
      })
  void the_records_own_time_judges_that_of_the_payload(
      long recordTime, long timestamp, Reason reason) {
    byte[] value =
        "{\"timestamp\":%d,\"value\":1}".formatted(timestamp).getBytes(StandardCharsets.UTF_8);
    byte[] key = {'k'};

    if (reason == null) {
      assertThat(codec.read(key, value, recordTime).timestamp()).isEqualTo(timestamp);
    } else {
      assertThatThrownBy(() -> codec.read(key, value, recordTime))
          .isInstanceOfSatisfying(
              BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }

  @Test
  void the_limit_ahead_is_reported_and_can_be_switched_off() {
    ObservationFormat narrow =
        ObservationFormat.DEFAULT.withMaxAhead(Optional.of(Duration.ofMillis(500)));
    ObservationFormat any = ObservationFormat.DEFAULT.withMaxAhead(Optional.empty());
    byte[] value = "{\"timestamp\":2000,\"value\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] key = {'k'};

    assertThatThrownBy(() -> new ObservationCodec(narrow).read(key, value, 1000))
        .hasMessage(
            "timestamp must be at most 500ms ahead of its record's, got: 1970-01-01T00:00:02Z, the"
                + " record's is 1970-01-01T00:00:01Z");
    assertThat(new ObservationCodec(any).read(key, value, 1).timestamp()).isEqualTo(2000);
  }

  @Test
  void without_a_pointer_the_time_is_the_records() {
    ObservationCodec foreign = new ObservationCodec(ObservationFormat.of("", "", "/v", 1000));

    assertThat(foreign.read(new byte[] {'k'}, "{\"v\":4}".getBytes(StandardCharsets.UTF_8), 9))
        .isEqualTo(new Observation("k", 9, 4));
  }

  @Test
  void what_is_written_reads_back() {
    Observation observation = new Observation("höhe", 1_700_000_000_123L, -1.0e-7);

    assertThat(
            codec.read(
                "höhe".getBytes(StandardCharsets.UTF_8),
                ObservationCodec.write(observation),
                observation.timestamp()))
        .isEqualTo(observation);
  }

  private Observation read(String key, String json) {
    return codec.read(
        key.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8), RECORD_TIME);
  }

  private void assertReason(Reason reason, String json) {
    assertThatThrownBy(() -> read("k", json))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static Observation nested(String json) {
    return new ObservationCodec(ObservationFormat.of("", "/at", "/data/v", 1000))
        .read(new byte[] {'k'}, json.getBytes(StandardCharsets.UTF_8), RECORD_TIME);
  }
}
