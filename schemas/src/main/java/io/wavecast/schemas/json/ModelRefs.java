package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.ModelRef;
import java.io.IOException;

/** Models as objects with a name and a version. */
public final class ModelRefs {
  private ModelRefs() {}

  /** Writes a model as a field of the object that is open. */
  public static void write(JsonGenerator json, String field, ModelRef model) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("name", model.name());
    json.writeStringField("version", model.version());
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when a name or a version is absent or no string
   */
  public static ModelRef read(JsonValue model) {
    return new ModelRef(model.get("name").text(), model.get("version").text());
  }
}
