package io.wavecast.sketches.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.schemas.json.ModelRefs;
import io.wavecast.sketches.event.SketchLabel.Guess;
import java.util.OptionalDouble;

/**
 * Reads and writes labels of sketches as JSON. Unknown fields are ignored. Stateless and
 * thread-safe.
 */
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

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no label
   */
  public static SketchLabel read(byte[] value) {
    return JsonValue.read(
        value,
        "a sketch label",
        f ->
            new SketchLabel(
                f.get("sketchId").text(),
                f.get("timestamp").integer(),
                f.get("top").elements("an array of classes").stream()
                    .map(SketchLabelCodec::guess)
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
