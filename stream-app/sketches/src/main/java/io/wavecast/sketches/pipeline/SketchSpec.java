package io.wavecast.sketches.pipeline;

import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.Durations;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchTopics;
import java.time.Duration;
import java.util.List;

/**
 * The pipeline from sketches to labels.
 *
 * @param topics input and output topics
 * @param latePolicy how a sketch is handled that is older than the latest one of its drawing
 * @param maxBatch pending sketches of a task that fill a batch, at least 1
 * @param linger longest time that a sketch is pending in an unfilled batch, at least 1 ms
 * @param kept how long the state of a drawing is kept after its latest sketch, by the sketches' own
 *     time; at least 1 s
 * @param maxRecordBytes largest record that may be written
 */
public record SketchSpec(
    SketchTopics topics,
    LatePolicy latePolicy,
    int maxBatch,
    Duration linger,
    Duration kept,
    int maxRecordBytes)
    implements PipelineSpec<Sketch, SketchClassifier> {
  private static final PipelineNames NAMES =
      new PipelineNames("sketches", "read-sketch", "sketch", "sketch-labels", "sketch-states");

  public SketchSpec {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    if (linger.toMillis() < 1) {
      throw new IllegalArgumentException(
          "linger must be at least 1 ms, got: " + Durations.format(linger));
    }
    if (kept.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "state of a sketch must be kept at least 1 s, got: " + kept);
    }
  }

  /** The key of a record is its drawing, so nothing is repartitioned. */
  @Override
  public PipelineIo<Sketch> io() {
    return new PipelineIo<>(
        NAMES,
        new SketchInput(),
        topics.sketches(),
        List.of(topics.labels()),
        topics.deadLetters(),
        maxRecordBytes,
        linger,
        false,
        latePolicy == LatePolicy.DEAD_LETTER);
  }

  @Override
  public Pipeline<Sketch> create(SketchClassifier classifier, PipelineContext context) {
    return new SketchPipeline(this, classifier, context);
  }
}
