package io.wavecast.sketches.event;

import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.schemas.json.ModelRefs;
import io.wavecast.sketches.event.SketchLabel.Guess;

/** Writes labels of sketches as JSON. Stateless and thread-safe. */
public final class SketchLabelCodec {
  private SketchLabelCodec() {}

  /** Writes a label as a JSON object in UTF-8. */
  public static byte[] write(SketchLabel label) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("sketchId", label.sketchId());
          json.writeNumberField("timestamp", label.timestamp());
          json.writeArrayFieldStart("top");
          for (Guess guess : label.top()) {
            json.writeStartObject();
            json.writeStringField("label", guess.label());
            json.writeNumberField("probability", guess.probability());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("points", label.points());
          if (label.seen().isPresent()) {
            json.writeNumberField("seen", label.seen().getAsDouble());
          } else {
            json.writeNullField("seen");
          }
          json.writeBooleanField("final", label.isFinal());
          ModelRefs.write(json, "model", label.model());
        });
  }
}
