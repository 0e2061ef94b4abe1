package io.wavecast.sketches.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads sketches of JSON. The record's key names the sketch. Strokes have the form of Quick, Draw!:
 * {@code [[[x...], [y...]], ...]}; further arrays of a stroke (times) and unknown fields are
 * ignored. The field may have its name there, {@code drawing}. Stateless and thread-safe.
 */
public final class SketchCodec {
  /** Longest value of a record, bytes. */
  public static final int MAX_BYTES = 256 << 10;

  private static final String STROKE = "[[x, ...], [y, ...]]";

  private SketchCodec() {}

  /**
   * Reads one record.
   *
   * @param key the record's key: the sketch's id in UTF-8. A field {@code sketchId} may be absent,
   *     but must not differ from it
   * @param value the record's value
   * @param recordTime the record's own time, ms since the epoch
   * @throws BadRecordException when the record holds no sketch
   */
  public static Sketch read(byte @Nullable [] key, byte @Nullable [] value, long recordTime) {
    byte[] json = Json.require(value, MAX_BYTES);
    String id = RecordKey.decode(key, "the sketch's id");
    return JsonValue.read(json, "a sketch", f -> sketch(id, recordTime, f));
  }

  private static Sketch sketch(String id, long recordTime, JsonValue f) {
    JsonValue named = f.get("sketchId");
    if (named.isPresent() && !named.text().equals(id)) {
      throw new BadRecordException(
          Reason.BAD_KEY, "sketchId must be the record's key or absent, got: " + named.text());
    }
    JsonValue strokes = f.get("strokes");
    JsonValue drawing = f.get("drawing");
    JsonValue finished = f.get("finished");
    JsonValue total = f.get("total");
    return new Sketch(
        id,
        recordTime,
        strokes(strokes.isPresent() || !drawing.isPresent() ? strokes : drawing),
        finished.isPresent() && finished.flag(),
        total.isPresent() ? OptionalInt.of(total.smallInteger()) : OptionalInt.empty());
  }

  /**
   * Reads strokes in the form of Quick, Draw!.
   *
   * @throws BadRecordException when the value holds none
   */
  public static List<Stroke> strokes(JsonValue strokes) {
    List<Stroke> read = new ArrayList<>();
    for (JsonValue stroke : strokes.elements("an array of strokes " + STROKE)) {
      List<JsonValue> axes = stroke.elements(STROKE, 2, Integer.MAX_VALUE);
      read.add(new Stroke(axes.get(0).numbers(), axes.get(1).numbers()));
    }
    return read;
  }
}
