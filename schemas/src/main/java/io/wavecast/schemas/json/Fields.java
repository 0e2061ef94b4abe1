package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of one flat JSON object: numbers, texts, truth values, and arrays of numbers. A null
 * among numbers reads as NaN. Objects within, and arrays of anything else, are skipped: whoever has
 * some reads them by hand.
 */
public final class Fields {
  private static final int MAX_VALUES = 1000;
  private static final String SKIPPED = "an array of other things";

  private final Map<String, Object> values = new HashMap<>();

  private Fields() {}

  /**
   * @throws BadRecordException when the bytes are no JSON object
   */
  public static Fields of(byte[] value, String what) {
    Fields fields = new Fields();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, what + " must be a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (token) {
          case VALUE_STRING -> fields.values.put(name, parser.getText());
          case VALUE_TRUE, VALUE_FALSE -> fields.values.put(name, parser.getBooleanValue());
          case VALUE_NUMBER_INT -> fields.values.put(name, integer(parser));
          case VALUE_NUMBER_FLOAT -> fields.values.put(name, parser.getDoubleValue());
          case VALUE_NULL -> fields.values.put(name, Double.NaN);
          case START_ARRAY -> fields.values.put(name, array(parser));
          default -> parser.skipChildren();
        }
      }
      Json.end(parser);
    } catch (IOException e) {
      throw Json.malformed(e);
    }
    return fields;
  }

  public String text(String name) {
    return need(name, String.class, "a text");
  }

  public boolean flag(String name) {
    return need(name, Boolean.class, "true or false");
  }

  public long integer(String name) {
    return need(name, Long.class, "an integer");
  }

  /** A number; NaN where it is null. */
  public float number(String name) {
    return need(name, Number.class, "a number").floatValue();
  }

  public float[] numbers(String name) {
    return need(name, float[].class, "an array of numbers");
  }

  public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    String text = text(name);
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE,
          "'"
              + name
              + "' must be one of "
              + Arrays.toString(type.getEnumConstants())
              + ", got: "
              + text,
          e);
    }
  }

  private <T> T need(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value == null) {
      throw Json.missing(name);
    }
    if (!type.isInstance(value)) {
      throw new BadRecordException(
          Reason.WRONG_TYPE, "field '" + name + "' must be " + expected + ", got: " + value);
    }
    return type.cast(value);
  }

  private static Number integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? (Number) parser.getDoubleValue()
        : (Number) parser.getLongValue();
  }

  private static Object array(JsonParser parser) throws IOException {
    float[] array = new float[16];
    int n = 0;
    boolean skipped = false;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      if (t.isStructStart()) {
        skipped = true;
        parser.skipChildren();
        continue;
      }
      if (n == MAX_VALUES) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE, "an array must have at most " + MAX_VALUES + " values");
      }
      if (n == array.length) {
        array = Arrays.copyOf(array, 2 * n);
      }
      if (t == JsonToken.VALUE_NULL) {
        array[n++] = Float.NaN;
      } else if (t.isNumeric()) {
        array[n++] = parser.getFloatValue();
      } else {
        skipped = true;
      }
    }
    return skipped ? SKIPPED : Arrays.copyOf(array, n);
  }
}
