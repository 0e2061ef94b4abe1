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
import java.util.Locale;
import java.util.regex.Pattern;

/** What the codecs share: one factory, and errors told as bad records. */
public final class Json {
  /** NaN and infinities are read, so that they can be refused by their own name. */
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** Where Jackson says that something began; the bytes are in the record, not in its message. */
  private static final Pattern LOCATION = Pattern.compile("\\[Source: .*?; (line: \\d+, [^\\]]*)]");

  private Json() {}

  public static BadRecordException malformed(IOException e) {
    String what = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
    String told = LOCATION.matcher(String.valueOf(what)).replaceAll("$1");
    return new BadRecordException(Reason.MALFORMED, "value must be JSON: " + told, e);
  }

  public static BadRecordException missing(String field) {
    return new BadRecordException(Reason.MISSING_FIELD, "field '" + field + "' is missing");
  }

  public static BadRecordException wrongType(String field, String expected, JsonToken got) {
    String what = field.isEmpty() ? "value" : "field '" + field + "'";
    String type = got.name().replace("VALUE_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    return new BadRecordException(
        Reason.WRONG_TYPE, what + " must be " + expected + ", got: " + type);
  }

  public static void end(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != null) {
      throw new BadRecordException(
          Reason.MALFORMED, "value must be one JSON value, got more behind it: " + token);
    }
  }

  public static double number(JsonParser parser, String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric()) {
      throw token == JsonToken.VALUE_NULL ? missing(field) : wrongType(field, "a number", token);
    }
    return parser.getDoubleValue();
  }
}
