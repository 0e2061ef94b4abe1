package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value and its path, which errors name. Equal mistakes have equal reasons in every codec: a
 * field that is absent or null is {@link Reason#MISSING_FIELD}, one of another type {@link
 * Reason#WRONG_TYPE}, NaN or an infinity {@link Reason#NOT_FINITE}, a number or name that is not
 * allowed {@link Reason#OUT_OF_RANGE}. Unknown fields are ignored. Not thread-safe.
 */
public final class JsonValue {
  private static final Object NULL = new Object();

  private final String path;

  /** Map, List, String, Boolean, Integer, Long, BigInteger, Double or NULL; null where absent. */
  private final @Nullable Object value;

  private JsonValue(String path, @Nullable Object value) {
    this.path = path;
    this.value = value;
  }

  /**
   * Reads an object.
   *
   * @param what the object is, for messages, e.g. {@code a forecast}
   * @param reader makes the result from the object; its {@link IllegalArgumentException} becomes
   *     {@link Reason#OUT_OF_RANGE}
   * @throws BadRecordException when the bytes are not one JSON object, or the reader rejects it
   */
  public static <T> T read(byte[] json, String what, Function<JsonValue, T> reader) {
    try {
      return reader.apply(object(json, what));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonValue object(byte[] json, String what) {
    try (JsonParser parser = Json.parser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, what + " must be a JSON object");
      }
      Object value = parse(parser);
      Json.end(parser);
      return new JsonValue("", value);
    } catch (IOException e) {
      throw Json.malformed(e);
    }
  }

  /** Whether the field is there and not null. */
  public boolean isPresent() {
    return value != null && value != NULL;
  }

  /** A field of this object, maybe absent. */
  public JsonValue get(String name) {
    Map<?, ?> fields = need(Map.class, "an object");
    return new JsonValue(path.isEmpty() ? name : path + "." + name, fields.get(name));
  }

  /**
   * The elements of this array.
   *
   * @param expected what it must be, for messages
   */
  public List<JsonValue> elements(String expected) {
    List<JsonValue> elements = new ArrayList<>();
    for (Object element : need(List.class, expected)) {
      elements.add(new JsonValue(path + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  /**
   * The elements of this array of a known length.
   *
   * @param expected what it must be, for messages
   * @param least how many there must be
   * @param most how many there may be
   */
  public List<JsonValue> elements(String expected, int least, int most) {
    List<JsonValue> elements = elements(expected);
    if (elements.size() < least || elements.size() > most) {
      throw Json.wrongType(path, expected, "an array of " + elements.size());
    }
    return elements;
  }

  /** A string. */
  public String text() {
    return need(String.class, "a string");
  }

  /** The names of the fields of this object, in any order. */
  public List<String> names() {
    Map<?, ?> fields = need(Map.class, "an object");
    return fields.keySet().stream().map(String::valueOf).toList();
  }

  /** The fields of this object, each a string. */
  public Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    names().forEach(name -> texts.put(name, get(name).text()));
    return texts;
  }

  /** True or false. */
  public boolean flag() {
    return need(Boolean.class, "true or false");
  }

  /** An integer of 64 bits; {@code 5.0} is one too. */
  public long integer() {
    Number number = need(Number.class, "an integer");
    if (number instanceof BigInteger) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE, "field '" + path + "' must fit 64 bits, got: " + number);
    }
    if (number instanceof Double d && (d != Math.rint(d) || Math.abs(d) > 1e15)) {
      throw Json.wrongType(path, "an integer", number.toString());
    }
    return number.longValue();
  }

  /** An integer of 32 bits. */
  public int smallInteger() {
    long integer = integer();
    if (integer != (int) integer) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE, "field '" + path + "' must fit 32 bits, got: " + integer);
    }
    return (int) integer;
  }

  /** An integer in {@code least..most}. */
  public int within(int least, int most) {
    int integer = smallInteger();
    if (integer < least || integer > most) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE,
          "field '%s' must be in %d..%d, got: %d".formatted(path, least, most, integer));
    }
    return integer;
  }

  /** A finite number. */
  public double number() {
    return finite(need(Number.class, "a number").doubleValue());
  }

  /** A finite number of single precision. */
  public float singlePrecision() {
    return (float) finite((float) number());
  }

  /** A finite number of single precision, or NaN where the field is null. */
  public float singlePrecisionOrNaN() {
    return value == NULL ? Float.NaN : singlePrecision();
  }

  /** An array of finite numbers. */
  public float[] numbers() {
    return numbers(false);
  }

  /** An array of finite numbers, with NaN for each null. */
  public float[] numbersOrNaN() {
    return numbers(true);
  }

  /** A constant of an enum, in any case. */
  public <E extends Enum<E>> E oneOf(Class<E> type) {
    String text = text();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new BadRecordException(
        Reason.OUT_OF_RANGE,
        "field '%s' must be one of %s, got: %s"
            .formatted(path, Arrays.toString(type.getEnumConstants()), text));
  }

  private float[] numbers(boolean nulls) {
    List<?> list = need(List.class, "an array of numbers");
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      Object element = list.get(i);
      if (element instanceof Number number) {
        numbers[i] = (float) finite(number.floatValue());
      } else if (nulls && element == NULL) {
        numbers[i] = Float.NaN;
      } else {
        throw element == NULL
            ? Json.missing(path + "[" + i + "]")
            : Json.wrongType(path, "an array of numbers", "an array of " + typeOf(element));
      }
    }
    return numbers;
  }

  private double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new BadRecordException(
          Reason.NOT_FINITE, "field '" + path + "' must be finite, got: " + number);
    }
    return number;
  }

  private <T> T need(Class<T> type, String expected) {
    if (value == null || value == NULL) {
      throw Json.missing(path);
    }
    if (!type.isInstance(value)) {
      throw Json.wrongType(path, expected, typeOf(value));
    }
    return type.cast(value);
  }

  private static String typeOf(Object value) {
    if (value instanceof Map) {
      return "object";
    }
    if (value instanceof List) {
      return "array";
    }
    return value instanceof String ? "string" : value instanceof Number ? "number" : "boolean";
  }

  /** Reads the value whose first token is the parser's current one. */
  private static Object parse(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(parse(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> NULL;
    };
  }

  private static Map<String, Object> fields(JsonParser parser) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, parse(parser));
    }
    return fields;
  }
}
