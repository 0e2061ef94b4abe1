package io.wavecast.sketches.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.sketches.event.SketchCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads drawings, one JSON object per line. A drawing's id is its {@code sketchId} or, in the files
 * of Quick, Draw!, its {@code key_id}; without one it is the line's number.
 */
public final class DrawingFile {
  private static final JsonFactory JSON = new JsonFactory();

  private DrawingFile() {}

  /**
   * Reads all lines; blank ones are skipped.
   *
   * @param name names the file in messages
   * @param sink receives the drawings
   * @param idle runs before a read that may block
   * @throws FailureException if a line is not a drawing
   */
  public static void read(BufferedReader lines, String name, Consumer<Drawing> sink, Runnable idle)
      throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        Drawing drawing;
        try {
          drawing = parse(line, "line " + number);
        } catch (BadRecordException | IOException e) {
          throw new FailureException(name + ", line " + number + ": " + e.getMessage(), e);
        }
        sink.accept(drawing);
      }
      if (!lines.ready()) {
        idle.run();
      }
    }
  }

  private static Drawing parse(String line, String place) throws IOException {
    byte[] value = line.getBytes(UTF_8);
    String id = null;
    String word = null;
    try (JsonParser json = JSON.createParser(value)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (JsonToken t = json.nextToken(); t == JsonToken.FIELD_NAME; t = json.nextToken()) {
          String name = json.currentName();
          json.nextToken();
          switch (name) {
            case "sketchId", "key_id" -> id = json.getText();
            case "word" -> word = json.getText();
            default -> json.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      id = null; // the codec reports the error
    }
    return new Drawing(
        SketchCodec.read(named(id, place).getBytes(UTF_8), value, 0), Optional.ofNullable(word));
  }

  private static String named(@Nullable String id, String place) {
    return id == null || id.isEmpty() ? place : id;
  }
}
