package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.ModelRef;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Models as objects of name and version. */
public final class ModelRefs {
  private ModelRefs() {}

  public static void write(JsonGenerator json, String field, ModelRef model) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeEndObject();
  }

  /** Reads an object, on whose first token the parser stands. */
  public static ModelRef read(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Json.wrongType(field, "an object", parser.currentToken());
    }
    String model = null;
    String version = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "name" -> model = parser.getText();
        case "version" -> version = parser.getText();
        default -> parser.skipChildren();
      }
    }
    return new ModelRef(need(field + ".name", model), need(field + ".version", version));
  }

  private static String need(String name, @Nullable String value) {
    if (value == null) {
      throw Json.missing(name);
    }
    return value;
  }
}
