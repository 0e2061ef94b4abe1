package io.wavecast.sketches.event;

import io.wavecast.schemas.ModelRef;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a drawing shows so far.
 *
 * @param sketchId the key of the drawing
 * @param timestamp time of the sketch that was classified, ms since the epoch
 * @param top the most likely classes, the most likely first, at least one
 * @param points the number of points that were seen
 * @param seen the share of the complete drawing that these are, in (0, 1]; empty if its length is
 *     unknown
 * @param isFinal whether the drawing is finished; {@code final} on the wire
 * @param model the model that classified it
 */
public record SketchLabel(
    String sketchId,
    long timestamp,
    List<Guess> top,
    int points,
    OptionalDouble seen,
    boolean isFinal,
    ModelRef model) {

  /**
   * A class and its probability.
   *
   * @param label name of the class
   * @param probability in [0, 1]
   */
  public record Guess(String label, float probability) {
    public Guess {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability of '" + label + "' must be in [0, 1], got: " + probability);
      }
    }
  }

  public SketchLabel {
    top = List.copyOf(top);
    if (top.isEmpty()) {
      throw new IllegalArgumentException("top of a sketch label must hold at least one class");
    }
    if (points < 1) {
      throw new IllegalArgumentException(
          "points of a sketch label must be at least 1, got: " + points);
    }
    if (seen.isPresent() && !(seen.getAsDouble() > 0 && seen.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "seen of a sketch label must be in (0, 1], got: " + seen.getAsDouble());
    }
  }
}
