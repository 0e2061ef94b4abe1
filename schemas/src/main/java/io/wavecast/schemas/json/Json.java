package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the codecs share: the factory, and errors as bad records. */
public final class Json {
  /** Reads NaN and infinities, so that they are rejected by name. */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** A position in Jackson's messages: the payload stays out of ours. */
  private static final Pattern LOCATION = Pattern.compile("\\[Source: .*?; (line: \\d+, [^\\]]*)]");

  private Json() {}

  /** A parser, which the caller closes. */
  public static JsonParser parser(byte[] json) throws IOException {
    return FACTORY.createParser(json);
  }

  /**
   * Requires a value that may be JSON.
   *
   * @param maxBytes the largest size, bytes
   * @return the value
   * @throws BadRecordException when it is absent, empty or larger
   */
  public static byte[] require(byte @Nullable [] value, int maxBytes) {
    if (value == null || value.length == 0) {
      throw nothing();
    }
    if (value.length > maxBytes) {
      throw new BadRecordException(
          Reason.TOO_LARGE, "value must have at most " + maxBytes + " bytes, got: " + value.length);
    }
    return value;
  }

  /** The error of a value that holds no JSON at all, not even {@code null}. */
  public static BadRecordException nothing() {
    return new BadRecordException(Reason.MALFORMED, "value must be JSON, got nothing");
  }

  /** The error of a value that is not JSON. Its message holds nothing of the value. */
  public static BadRecordException malformed(IOException e) {
    String what = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
    String message = LOCATION.matcher(String.valueOf(what)).replaceAll("$1");
    return new BadRecordException(Reason.MALFORMED, "value must be JSON: " + message, e);
  }

  /** The error of a field that is absent or null. */
  public static BadRecordException missing(String field) {
    return new BadRecordException(Reason.MISSING_FIELD, "field '" + field + "' is missing");
  }

  /**
   * The error of a value of another type.
   *
   * @param field its path; empty for the value of the record
   * @param expected the type for people, e.g. {@code an object}
   * @param got the current token
   */
  public static BadRecordException wrongType(String field, String expected, JsonToken got) {
    String type =
        switch (got) {
          case START_OBJECT -> "object";
          case START_ARRAY -> "array";
          case VALUE_STRING -> "string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
          case VALUE_NULL -> "null";
          default -> "boolean";
        };
    return wrongType(field, expected, type);
  }

  static BadRecordException wrongType(String field, String expected, String got) {
    String what = field.isEmpty() ? "value" : "field '" + field + "'";
    return new BadRecordException(
        Reason.WRONG_TYPE, what + " must be " + expected + ", got: " + got);
  }

  /** Requires that nothing follows the value. */
  public static void end(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != null) {
      throw new BadRecordException(
          Reason.MALFORMED, "value must be one JSON value, got more behind it: " + token);
    }
  }
}
