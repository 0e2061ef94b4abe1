package io.wavecast.schemas.chorale;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.json.Fields;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.ModelRefs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads and writes the notes and the end of a chorale as JSON; {@code event} tells them apart.
 * Fields that it does not know are skipped. Stateless; any thread may use it.
 */
public final class ChoraleEventCodec {
  private static final String NOTE = "note";
  private static final String END = "end";
  private static final int MOST = ChoraleRequest.MAX_SEED_CHORDS + ChoraleRequest.MAX_LENGTH;

  private ChoraleEventCodec() {}

  /** The event as a JSON object in UTF-8. */
  public static byte[] write(ChoraleEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      if (event instanceof ChoraleNote note) {
        json.writeStringField("event", NOTE);
        json.writeStringField("choraleId", note.choraleId());
        json.writeNumberField("index", note.index());
        json.writeNumberField("voice", note.voice());
        json.writeNumberField("note", note.note());
        json.writeNumberField("probability", note.probability());
      } else if (event instanceof ChoraleEnd end) {
        json.writeStringField("event", END);
        json.writeStringField("choraleId", end.choraleId());
        json.writeNumberField("seedChords", end.seedChords());
        Chords.write(json, "chords", end.chords());
        ModelRefs.write(json, "model", end.model());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold neither
   */
  public static ChoraleEvent read(byte[] value) {
    Fields f = Fields.of(value, "a chorale event");
    String event = f.text("event");
    try {
      return switch (event) {
        case NOTE ->
            new ChoraleNote(
                f.text("choraleId"),
                (int) f.integer("index"),
                (int) f.integer("voice"),
                (int) f.integer("note"),
                f.number("probability"));
        case END -> end(f, value);
        default ->
            throw new BadRecordException(
                Reason.OUT_OF_RANGE, "'event' must be note or end, got: " + event);
      };
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static ChoraleEnd end(Fields f, byte[] value) {
    List<Chord> chords = null;
    ModelRef model = null;
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      parser.nextToken(); // the object whose flat fields are known
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "chords" -> chords = Chords.read(parser, name, MOST);
          case "model" -> model = ModelRefs.read(parser, name);
          default -> parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw Json.malformed(e);
    }
    if (chords == null) {
      throw Json.missing("chords");
    }
    if (model == null) {
      throw Json.missing("model");
    }
    return new ChoraleEnd(f.text("choraleId"), (int) f.integer("seedChords"), chords, model);
  }
}
