package io.wavecast.trainer.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.sketches.event.SketchCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Quick, Draw!'s files: a JSON object per line, with {@code word} and {@code drawing}, a list
 * of strokes, each {@code [[x...], [y...]]} (simplified) or {@code [[x...], [y...], [t...]]} (raw).
 * Other fields are ignored, except {@code split}.
 */
public final class QuickDraw {
  private QuickDraw() {}

  /**
   * All drawings of a file.
   *
   * @throws IOException when it cannot be read, or a line holds no drawing, naming the line
   */
  public static List<LabelledDrawing> read(Path file) throws IOException {
    List<LabelledDrawing> drawings = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          try {
            drawings.add(JsonValue.read(line.getBytes(UTF_8), "a drawing", QuickDraw::drawing));
          } catch (BadRecordException e) {
            throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
          }
        }
      }
    }
    return drawings;
  }

  private static LabelledDrawing drawing(JsonValue fields) {
    return new LabelledDrawing(
        textOrEmpty(fields.get("word")),
        textOrEmpty(fields.get("split")),
        SketchCodec.strokes(fields.get("drawing")));
  }

  private static String textOrEmpty(JsonValue field) {
    return field.isPresent() ? field.text() : "";
  }
}
