package io.wavecast.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonValueTest {
  private static final Map<String, Function<JsonValue, Object>> READERS =
      Map.ofEntries(
          Map.entry("text", JsonValue::text),
          Map.entry("flag", JsonValue::flag),
          Map.entry("integer", JsonValue::integer),
          Map.entry("small", JsonValue::smallInteger),
          Map.entry("number", JsonValue::number),
          Map.entry("single", JsonValue::singlePrecision),
          Map.entry("single?", JsonValue::singlePrecisionOrNaN),
          Map.entry("numbers", JsonValue::numbers),
          Map.entry("numbers?", JsonValue::numbersOrNaN),
          Map.entry("unit", v -> v.oneOf(TimeUnit.class)),
          Map.entry("pair", v -> v.elements("a pair", 2, 2)),
          Map.entry("list", v -> v.elements("a list")),
          Map.entry("nested", v -> v.get("x").get("y").text()),
          Map.entry("third", v -> v.elements("a list").get(2).text()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text     | \"\"                    | ``",
        "text     | \"h\\u00f6he\"          | höhe",
        "flag     | true                    | true",
        "flag     | false                   | false",
        "integer  | -9223372036854775808    | -9223372036854775808",
        "integer  | 9223372036854775807     | 9223372036854775807",
        "integer  | 5                       | 5",
        "integer  | 5.0                     | 5",
        "integer  | -1e15                   | -1000000000000000",
        "small    | 2147483647              | 2147483647",
        "small    | -2147483648             | -2147483648",
        "number   | 0.1                     | 0.1",
        "number   | 99999999999999999999    | 1.0E20",
        "single   | 0.1                     | 0.1",
        "single?  | 0.1                     | 0.1",
        "single?  | null                    | NaN",
        "unit     | \"seconds\"             | SECONDS",
        "unit     | \"Days\"                | DAYS",
        "nested   | {\"x\":{\"y\":\"z\"}}   | z",
        "third    | [1,{},\"z\",[]]         | z",
      })
  void values_are_read(String reader, String json, String expected) {
    assertThat(read(reader, json)).hasToString(expected);
  }

  @Test
  void arrays_of_numbers_are_read() {
    assertThat((float[]) read("numbers", "[]")).isEmpty();
    assertThat((float[]) read("numbers", "[1, -2.5, 3e38]")).containsExactly(1, -2.5f, 3e38f);
    assertThat((float[]) read("numbers?", "[null, 1]")).containsExactly(Float.NaN, 1);
    assertThat((List<?>) read("pair", "[1, [2]]")).hasSize(2);
    assertThat((List<?>) read("list", "[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text     | null           | MISSING_FIELD | field 'f' is missing",
        "flag     | null           | MISSING_FIELD | field 'f' is missing",
        "integer  | null           | MISSING_FIELD | field 'f' is missing",
        "single   | null           | MISSING_FIELD | field 'f' is missing",
        "numbers  | null           | MISSING_FIELD | field 'f' is missing",
        "numbers? | null           | MISSING_FIELD | field 'f' is missing",
        "list     | null           | MISSING_FIELD | field 'f' is missing",
        "numbers  | [1,null]       | MISSING_FIELD | field 'f[1]' is missing",
        "nested   | {}             | MISSING_FIELD | field 'f.x' is missing",
        "nested   | {\"x\":{}}     | MISSING_FIELD | field 'f.x.y' is missing",
        "third    | [0,1,null]     | MISSING_FIELD | field 'f[2]' is missing",
        "text     | 1              | WRONG_TYPE    | field 'f' must be a string, got: number",
        "text     | {}             | WRONG_TYPE    | field 'f' must be a string, got: object",
        "text     | []             | WRONG_TYPE    | field 'f' must be a string, got: array",
        "flag     | \"true\"       | WRONG_TYPE    | field 'f' must be true or false, got: string",
        "integer  | true           | WRONG_TYPE    | field 'f' must be an integer, got: boolean",
        "integer  | 1.5            | WRONG_TYPE    | field 'f' must be an integer, got: 1.5",
        "integer  | 1e16           | WRONG_TYPE    | field 'f' must be an integer, got: 1.0E16",
        "integer  | -1e16          | WRONG_TYPE    | field 'f' must be an integer, got: -1.0E16",
        "integer  | NaN            | WRONG_TYPE    | field 'f' must be an integer, got: NaN",
        "number   | \"1\"          | WRONG_TYPE    | field 'f' must be a number, got: string",
        "single?  | \"1\"          | WRONG_TYPE    | field 'f' must be a number, got: string",
        "numbers  | 1              | WRONG_TYPE    | field 'f' must be an array of numbers, got: number",
        "numbers  | [1,\"a\"]      | WRONG_TYPE    | must be an array of numbers, got: an array of string",
        "numbers? | [[1]]          | WRONG_TYPE    | must be an array of numbers, got: an array of array",
        "pair     | [1]            | WRONG_TYPE    | field 'f' must be a pair, got: an array of 1",
        "pair     | [1,2,3]        | WRONG_TYPE    | field 'f' must be a pair, got: an array of 3",
        "pair     | {}             | WRONG_TYPE    | field 'f' must be a pair, got: object",
        "nested   | []             | WRONG_TYPE    | field 'f' must be an object, got: array",
        "nested   | {\"x\":1}      | WRONG_TYPE    | field 'f.x' must be an object, got: number",
        "third    | [0,1,2]        | WRONG_TYPE    | field 'f[2]' must be a string, got: number",
        "unit     | 1              | WRONG_TYPE    | field 'f' must be a string, got: number",
        "unit     | \"eon\"        | OUT_OF_RANGE  | field 'f' must be one of [NANOSECONDS,",
        "integer  | 9223372036854775808 | OUT_OF_RANGE | field 'f' must fit 64 bits, got: 9223372036854775808",
        "small    | 2147483648     | OUT_OF_RANGE  | field 'f' must fit 32 bits, got: 2147483648",
        "small    | -2147483649    | OUT_OF_RANGE  | field 'f' must fit 32 bits, got: -2147483649",
        "number   | NaN            | NOT_FINITE    | field 'f' must be finite, got: NaN",
        "number   | 1e999          | NOT_FINITE    | field 'f' must be finite, got: Infinity",
        "single   | -1e39          | NOT_FINITE    | field 'f' must be finite, got: -Infinity",
        "single?  | NaN            | NOT_FINITE    | field 'f' must be finite, got: NaN",
        "numbers  | [1,1e39]       | NOT_FINITE    | field 'f' must be finite, got: Infinity",
        "numbers? | [NaN]          | NOT_FINITE    | field 'f' must be finite, got: NaN",
      })
  void equal_mistakes_have_equal_reasons(
      String reader, String json, Reason reason, String message) {
    BadRecordException e = catchThrowableOfType(BadRecordException.class, () -> read(reader, json));

    assertThat(e).isNotNull().hasMessageContaining(message);
    assertThat(e.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``           | WRONG_TYPE | a thing must be a JSON object",
        "[]           | WRONG_TYPE | a thing must be a JSON object",
        "{            | MALFORMED  | value must be JSON: ",
        "{\"f\":1]    | MALFORMED  | value must be JSON: ",
        "{} 1         | MALFORMED  | got more behind it",
      })
  void what_is_not_one_object_is_rejected(String json, Reason reason, String message) {
    assertThatThrownBy(() -> JsonValue.read(json.getBytes(UTF_8), "a thing", v -> v))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void deep_nesting_is_malformed_and_does_not_overflow_the_stack() {
    String json = "{\"x\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> JsonValue.read(json.getBytes(UTF_8), "a thing", v -> v))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void a_field_is_present_unless_absent_or_null() {
    byte[] json = "{\"f\":0,\"n\":null}".getBytes(UTF_8);

    assertThat(JsonValue.<Boolean>read(json, "", v -> v.get("f").isPresent())).isTrue();
    assertThat(JsonValue.<Boolean>read(json, "", v -> v.get("n").isPresent())).isFalse();
    assertThat(JsonValue.<Boolean>read(json, "", v -> v.get("x").isPresent())).isFalse();
    assertThatThrownBy(() -> JsonValue.read(json, "", v -> v.get("x").singlePrecisionOrNaN()))
        .hasMessage("field 'x' is missing");
  }

  @Test
  void what_the_result_rejects_is_out_of_range() {
    assertThatThrownBy(
            () ->
                JsonValue.read(
                    "{}".getBytes(UTF_8),
                    "a thing",
                    v -> {
                      throw new IllegalArgumentException("no such thing");
                    }))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_RANGE))
        .hasMessage("no such thing");
  }

  private static Object read(String reader, String json) {
    return JsonValue.read(
        ("{\"f\":" + json + "}").getBytes(UTF_8),
        "a thing",
        v -> READERS.get(reader).apply(v.get("f")));
  }
}
