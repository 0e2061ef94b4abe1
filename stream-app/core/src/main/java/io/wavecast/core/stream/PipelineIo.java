package io.wavecast.core.stream;

import java.time.Duration;
import java.util.List;

/**
 * What a {@link Pipeline} reads and writes, for the engine that hosts it. Immutable.
 *
 * @param names of its parts inside the engine
 * @param format of the input topic
 * @param inputs the topics that are read by name; only a pipeline without states may read several,
 *     since the partitions of its states are those of its input
 * @param pattern further topics that are read; only of a pipeline without states
 * @param outputs the topics that events are written to
 * @param deadLetters the topic for records that are rejected
 * @param maxRecordBytes largest record that may be written, bytes; a dead letter that would be
 *     larger is written without key and value
 * @param linger how long inputs may be pending before {@link Pipeline#flush}, at least 1 ms
 * @param needsRepartition whether the records of a key may lie in several partitions, because the
 *     key is part of the payload: then the engine repartitions the input by key
 * @param mayReject whether {@link Pipeline#accept} may reject an input, so that the engine must
 *     keep the source record at hand until then
 * @param hasStates whether the pipeline uses its {@link KeyedStore}; if not, nothing is kept of it
 * @param <I> a parsed input
 */
public record PipelineIo<I>(
    PipelineNames names,
    InputFormat<I> format,
    List<String> inputs,
    TopicPattern pattern,
    List<String> outputs,
    String deadLetters,
    int maxRecordBytes,
    Duration linger,
    boolean needsRepartition,
    boolean mayReject,
    boolean hasStates) {
  public PipelineIo {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    boolean isOne = inputs.size() == 1 && pattern.isNone();
    if ((inputs.isEmpty() && pattern.isNone()) || (hasStates && !isOne)) {
      throw new IllegalArgumentException(
          "topics that are read must be one, or more without states, got: %s and patterns %s"
              .formatted(inputs, pattern.included()));
    }
  }

  /** What a pipeline with states and one input reads and writes. */
  public PipelineIo(
      PipelineNames names,
      InputFormat<I> format,
      String input,
      List<String> outputs,
      String deadLetters,
      int maxRecordBytes,
      Duration linger,
      boolean needsRepartition,
      boolean mayReject) {
    this(
        names,
        format,
        List.of(input),
        TopicPattern.NONE,
        outputs,
        deadLetters,
        maxRecordBytes,
        linger,
        needsRepartition,
        mayReject,
        true);
  }

  /**
   * The topic that is read; the first where there are several.
   *
   * @throws java.util.NoSuchElementException when topics are read by patterns only
   */
  public String input() {
    return inputs.stream().findFirst().orElseThrow();
  }

  /** The same with another format of the input topic. */
  public PipelineIo<I> withFormat(InputFormat<I> other) {
    return new PipelineIo<>(
        names,
        other,
        inputs,
        pattern,
        outputs,
        deadLetters,
        maxRecordBytes,
        linger,
        needsRepartition,
        mayReject,
        hasStates);
  }
}
