package io.wavecast.chorales.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.ModelRefs;

/** JSON that the pipeline does not read itself. */
public final class ChoraleJson {
  private ChoraleJson() {}

  /**
   * Reads what {@link ChoraleEventCodec} writes.
   *
   * @throws BadRecordException when the bytes hold neither
   */
  public static ChoraleEvent read(byte[] value) {
    return JsonValue.read(value, "a chorale event", ChoraleJson::event);
  }

  private static ChoraleEvent event(JsonValue f) {
    String event = f.get("event").text();
    return switch (event) {
      case "note" ->
          new ChoraleNote(
              f.get("choraleId").text(),
              f.get("index").smallInteger(),
              f.get("voice").smallInteger(),
              f.get("note").smallInteger(),
              f.get("probability").singlePrecision());
      case "end" ->
          new ChoraleEnd(
              f.get("choraleId").text(),
              f.get("seedChords").smallInteger(),
              Chords.read(f.get("chords")),
              ModelRefs.read(f.get("model")));
      default -> throw new IllegalArgumentException("'event' must be note or end, got: " + event);
    };
  }
}
