package io.wavecast.schemas.sketch;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.OptionalInt;

/**
 * A drawing, whole or so far.
 *
 * @param sketchId names the drawing, 1..1024 characters
 * @param timestamp when it was as told here, ms since the epoch
 * @param strokes all strokes since the drawing's beginning, in the order in which they were drawn:
 *     1..{@value #MAX_POINTS} points in all
 * @param finished whether nothing more will be drawn
 * @param total how many points the whole drawing will have, where that is known: at least as many
 *     as there are
 */
public record Sketch(
    String sketchId, long timestamp, List<Stroke> strokes, boolean finished, OptionalInt total) {
  /** Most points of a drawing. */
  public static final int MAX_POINTS = 5000;

  private static final int MAX_TOTAL = 1_000_000;

  /**
   * @throws BadRecordException when a component is outside its range
   */
  public Sketch {
    if (sketchId.isEmpty() || sketchId.length() > Observation.MAX_SERIES_LENGTH) {
      throw new BadRecordException(
          BadRecordException.Reason.BAD_SERIES,
          "sketchId must have 1..%d characters, got: %d"
              .formatted(Observation.MAX_SERIES_LENGTH, sketchId.length()));
    }
    if (timestamp < 0 || timestamp > Observation.MAX_TIMESTAMP) {
      throw new BadRecordException(
          BadRecordException.Reason.BAD_TIMESTAMP,
          "timestamp must be in 0.." + Observation.MAX_TIMESTAMP + " ms, got: " + timestamp);
    }
    strokes = List.copyOf(strokes);
    int points = strokes.stream().mapToInt(Stroke::size).sum();
    if (points < 1 || points > MAX_POINTS) {
      throw new BadRecordException(
          BadRecordException.Reason.OUT_OF_RANGE,
          "strokes of a sketch must hold 1..%d points, got: %d".formatted(MAX_POINTS, points));
    }
    if (total.isPresent() && (total.getAsInt() < points || total.getAsInt() > MAX_TOTAL)) {
      throw new BadRecordException(
          BadRecordException.Reason.OUT_OF_RANGE,
          "total of a sketch of %d points must be in %d..%d, got: %d"
              .formatted(points, points, MAX_TOTAL, total.getAsInt()));
    }
  }

  /** How many points there are. */
  public int points() {
    return strokes.stream().mapToInt(Stroke::size).sum();
  }
}
