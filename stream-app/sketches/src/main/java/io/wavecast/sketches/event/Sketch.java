package io.wavecast.sketches.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.EventTime;
import io.wavecast.schemas.RecordKey;
import java.util.List;
import java.util.OptionalInt;

/**
 * A drawing, complete or in progress.
 *
 * @param sketchId the key of the drawing, 1..{@value RecordKey#MAX_LENGTH} characters
 * @param timestamp time of this state of the drawing, ms since the epoch
 * @param strokes all strokes so far in drawing order, with 1..{@value #MAX_POINTS} points in total
 * @param finished whether the drawing is complete
 * @param total number of points of the complete drawing, if known; not below the points so far
 */
public record Sketch(
    String sketchId, long timestamp, List<Stroke> strokes, boolean finished, OptionalInt total) {
  /** The maximum number of points of a drawing. */
  public static final int MAX_POINTS = 5000;

  private static final int MAX_TOTAL = 1_000_000;

  /**
   * @throws BadRecordException when a component is outside its range
   */
  public Sketch {
    RecordKey.check("sketchId", sketchId, RecordKey.MAX_LENGTH);
    EventTime.check(timestamp);
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

  /** The number of points. */
  public int points() {
    return strokes.stream().mapToInt(Stroke::size).sum();
  }
}
