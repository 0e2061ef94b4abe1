package io.wavecast.sketches.event;

import io.wavecast.schemas.TopicNames;
import java.io.Serializable;
import java.util.List;

/**
 * The names of the topics of sketches.
 *
 * @param sketches input: drawings, complete or in progress
 * @param labels output, compacted: what each drawing shows
 * @param deadLetters output: unreadable records, untouched; may be shared with other pipelines
 */
public record SketchTopics(String sketches, String labels, String deadLetters)
    implements Serializable {
  public SketchTopics {
    TopicNames.check(List.of(sketches, labels, deadLetters));
  }

  /** The default names after a prefix, e.g. {@code wavecast.sketches}. */
  public static SketchTopics withPrefix(String prefix) {
    return new SketchTopics(prefix + "sketches", prefix + "sketch-labels", prefix + "dead-letters");
  }

  /** Every name. */
  public List<String> all() {
    return List.of(sketches, labels, deadLetters);
  }
}
