package io.wavecast.flink;

import io.wavecast.core.stream.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * An input of a pipeline on its way to the subtask of its key. The array is shared.
 *
 * @param key whose state the input changes
 * @param input as {@link io.wavecast.core.stream.InputFormat#encode} wrote it
 * @param source the record it was parsed from; null where it has no trace context, {@link
 *     io.wavecast.core.stream.InputFormat#needsSource} says no, and the pipeline never rejects what
 *     it was given
 */
public record ParsedInput(String key, byte[] input, @Nullable RawRecord source) {}
