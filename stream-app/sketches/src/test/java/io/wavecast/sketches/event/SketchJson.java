package io.wavecast.sketches.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.schemas.json.ModelRefs;
import io.wavecast.sketches.event.SketchLabel.Guess;
import java.io.IOException;
import java.util.OptionalDouble;

/** JSON that the pipeline does not read or write itself. */
public final class SketchJson {
  private SketchJson() {}

  /** Writes a sketch as a JSON object in UTF-8; its time becomes the time of the record. */
  public static byte[] write(Sketch sketch) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("sketchId", sketch.sketchId());
          json.writeArrayFieldStart("strokes");
          for (Stroke stroke : sketch.strokes()) {
            json.writeStartArray();
            numbers(json, stroke.x());
            numbers(json, stroke.y());
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeBooleanField("finished", sketch.finished());
          if (sketch.total().isPresent()) {
            json.writeNumberField("total", sketch.total().getAsInt());
          }
        });
  }

  private static void numbers(JsonGenerator json, float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      if (value == (int) value) {
        json.writeNumber((int) value);
      } else {
        json.writeNumber(value);
      }
    }
    json.writeEndArray();
  }

  /**
   * Reads what {@link SketchLabelCodec} writes.
   *
   * @throws BadRecordException when the bytes hold no label
   */
  public static SketchLabel label(byte[] value) {
    return JsonValue.read(
        value,
        "a sketch label",
        f ->
            new SketchLabel(
                f.get("sketchId").text(),
                f.get("timestamp").integer(),
                f.get("top").elements("an array of classes").stream()
                    .map(SketchJson::guess)
                    .toList(),
                f.get("points").smallInteger(),
                seen(f.get("seen")),
                f.get("final").flag(),
                ModelRefs.read(f.get("model"))));
  }

  private static Guess guess(JsonValue guess) {
    return new Guess(guess.get("label").text(), guess.get("probability").singlePrecision());
  }

  private static OptionalDouble seen(JsonValue seen) {
    return seen.isPresent() ? OptionalDouble.of(seen.number()) : OptionalDouble.empty();
  }
}
