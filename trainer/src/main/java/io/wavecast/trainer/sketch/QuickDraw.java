package io.wavecast.trainer.sketch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.sketch.Stroke;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads Quick, Draw!'s files: a JSON object a line, with {@code word} and {@code drawing}, a list
 * of strokes, each {@code [[x...], [y...]]} (simplified) or {@code [[x...], [y...], [t...]]} (raw).
 * Other fields are skipped, but for {@code split}.
 */
public final class QuickDraw {
  private static final JsonFactory JSON = new JsonFactory();

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
            drawings.add(parse(line));
          } catch (IOException | IllegalArgumentException | BadRecordException e) {
            throw new IOException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
          }
        }
      }
    }
    return drawings;
  }

  /** The drawing of a line. */
  static LabelledDrawing parse(String line) throws IOException {
    String word = "";
    String split = "";
    List<Stroke> strokes = List.of();
    try (JsonParser json = JSON.createParser(line)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "word" -> word = json.getText();
          case "split" -> split = json.getText();
          case "drawing" -> strokes = strokes(json);
          default -> json.skipChildren();
        }
      }
    }
    return new LabelledDrawing(word, split, strokes);
  }

  private static List<Stroke> strokes(JsonParser json) throws IOException {
    List<Stroke> strokes = new ArrayList<>();
    expect(json.currentToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.START_ARRAY);
      json.nextToken();
      float[] x = numbers(json);
      json.nextToken();
      float[] y = numbers(json);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        json.skipChildren();
      }
      strokes.add(new Stroke(x, y));
    }
    return strokes;
  }

  private static float[] numbers(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY);
    float[] values = new float[32];
    int n = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      values[n++] = json.getFloatValue();
    }
    return Arrays.copyOf(values, n);
  }

  private static void expect(JsonToken got, JsonToken wanted) throws IOException {
    if (got != wanted) {
      throw new IOException("expected %s, got: %s".formatted(wanted, got));
    }
  }
}
