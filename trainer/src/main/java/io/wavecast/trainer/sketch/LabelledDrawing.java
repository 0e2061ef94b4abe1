package io.wavecast.trainer.sketch;

import io.wavecast.sketches.event.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * A drawing and what it shows.
 *
 * @param word what it shows
 * @param split the part of the data that it belongs to; empty where the file does not say
 * @param strokes in the order in which they were drawn, at least one
 */
public record LabelledDrawing(String word, String split, List<Stroke> strokes) {
  public LabelledDrawing {
    strokes = List.copyOf(strokes);
    if (strokes.isEmpty()) {
      throw new IllegalArgumentException("a drawing must have at least one stroke");
    }
  }

  /** How many points it has. */
  public int points() {
    return strokes.stream().mapToInt(Stroke::size).sum();
  }

  /** As it was when {@code n} points were drawn, at least 1. */
  public LabelledDrawing head(int n) {
    List<Stroke> first = new ArrayList<>();
    int left = n;
    for (Stroke stroke : strokes) {
      if (left > 0) {
        first.add(stroke.head(left));
        left -= stroke.size();
      }
    }
    return new LabelledDrawing(word, split, first);
  }

  /** As it was when a share of its points was drawn, rounded up, at least 1 point. */
  public LabelledDrawing share(double share) {
    return share >= 1 ? this : head(Math.max(1, (int) Math.ceil(share * points())));
  }
}
