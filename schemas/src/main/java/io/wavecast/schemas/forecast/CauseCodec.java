package io.wavecast.schemas.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonText;
import io.wavecast.schemas.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads and writes causes as JSON. What says nothing is left out; unknown fields are ignored.
 * Stateless and thread-safe.
 */
public final class CauseCodec {
  private static final byte[] CODE = JsonText.name("code");
  static final byte[] CAUSE = JsonText.name("cause");
  private static final byte[] SIGNAL = JsonText.name("signal");
  private static final byte[] DIRECTION = JsonText.name("direction");
  private static final byte[] EXPECTED = JsonText.name("expected");
  private static final byte[] SINCE = JsonText.name("since");
  private static final byte[] BEGAN = JsonText.name("began");
  private static final byte[] NUMBERS = JsonText.name("numbers");

  private CauseCodec() {}

  /** A cause as a JSON object in UTF-8. */
  public static byte[] write(Cause cause) {
    JsonText json = new JsonText(160).text(CODE, cause.code().name());
    writeFields(json, cause, SINCE);
    if (!cause.numbers().isEmpty()) {
      json.begin(NUMBERS);
      writeNumbers(json, cause);
      json.end();
    }
    return json.end().toBytes();
  }

  /** Adds all but the code as scalars: the numbers become the text of a JSON object. */
  static void writeFlat(JsonText json, Cause cause) {
    writeFields(json, cause, BEGAN);
    if (!cause.numbers().isEmpty()) {
      JsonText numbers = new JsonText(96);
      writeNumbers(numbers, cause);
      json.text(NUMBERS, new String(numbers.end().toBytes(), UTF_8));
    }
  }

  private static void writeFields(JsonText json, Cause cause, byte[] since) {
    if (!cause.signal().isEmpty()) {
      json.text(SIGNAL, cause.signal());
    }
    if (cause.direction() != Direction.NONE) {
      json.text(DIRECTION, cause.direction().name());
    }
    if (!Float.isNaN(cause.expected())) {
      json.number(EXPECTED, cause.expected());
    }
    if (cause.since() != 0) {
      json.integer(since, cause.since());
    }
  }

  private static void writeNumbers(JsonText json, Cause cause) {
    cause.numbers().forEach((name, number) -> json.number(JsonText.name(name), number));
  }

  /**
   * Reads what {@link #write(Cause)} writes.
   *
   * @throws BadRecordException when the bytes hold no cause
   */
  public static Cause read(byte[] value) {
    return JsonValue.read(value, "a cause", CauseCodec::of);
  }

  /** The cause in a field of an event; none where it is absent. */
  public static Cause read(JsonValue field) {
    return field.isPresent() ? of(field) : Cause.NONE;
  }

  static Cause of(JsonValue f) {
    JsonValue direction = f.get("direction");
    return new Cause(
        f.get("code").oneOf(Cause.Code.class),
        f.get("signal").isPresent() ? f.get("signal").text() : "",
        direction.isPresent() ? direction.oneOf(Direction.class) : Direction.NONE,
        f.get("expected").isPresent() ? f.get("expected").singlePrecision() : Float.NaN,
        f.get("since").isPresent() ? f.get("since").integer() : 0,
        f.get("numbers").isPresent() ? numbers(f.get("numbers")) : Map.of());
  }

  private static Map<String, Double> numbers(JsonValue field) {
    Map<String, Double> numbers = new HashMap<>();
    field.names().forEach(name -> numbers.put(name, field.get(name).number()));
    return numbers;
  }
}
