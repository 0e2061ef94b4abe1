package io.wavecast.schemas.sketch;

import io.wavecast.schemas.forecast.Topics;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of sketches.
 *
 * @param sketches in: drawings, whole or so far
 * @param labels out, compacted: what each drawing shows
 * @param deadLetters out: what could not be read, untouched
 */
public record SketchTopics(String sketches, String labels, String deadLetters)
    implements Serializable {
  public SketchTopics {
    Topics.requireNames(List.of(sketches, labels, deadLetters));
  }

  /** Their own names behind a prefix, e.g. {@code wavecast.sketches}. */
  public static SketchTopics withPrefix(String prefix) {
    return new SketchTopics(prefix + "sketches", prefix + "sketch-labels", prefix + "dead-letters");
  }

  /** Every name. */
  public List<String> all() {
    return List.of(sketches, labels, deadLetters);
  }
}
