package io.wavecast.core.stream;

import java.time.Duration;
import java.util.List;

/**
 * What a {@link Pipeline} reads and writes, for the engine that hosts it. Immutable.
 *
 * @param names of its parts inside the engine
 * @param format of the input topic
 * @param input the topic that is read
 * @param outputs the topics that events are written to
 * @param deadLetters the topic for records that are rejected
 * @param maxRecordBytes largest record that may be written, bytes; a dead letter that would be
 *     larger is written without key and value
 * @param linger how long inputs may be pending before {@link Pipeline#flush}, at least 1 ms
 * @param needsRepartition whether the records of a key may lie in several partitions, because the
 *     key is part of the payload: then the engine repartitions the input by key
 * @param mayReject whether {@link Pipeline#accept} may reject an input, so that the engine must
 *     keep the source record at hand until then
 * @param <I> a parsed input
 */
public record PipelineIo<I>(
    PipelineNames names,
    InputFormat<I> format,
    String input,
    List<String> outputs,
    String deadLetters,
    int maxRecordBytes,
    Duration linger,
    boolean needsRepartition,
    boolean mayReject) {
  public PipelineIo {
    outputs = List.copyOf(outputs);
  }
}
