package io.wavecast.core.stream;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Periodic work of a {@link Pipeline}, run between two inputs.
 *
 * @param interval processing time between two runs
 * @param action takes the watermark: the time up to which the input has been read, ms since the
 *     epoch, see {@link PartitionWatermarks}
 */
public record Tick(Duration interval, LongConsumer action) {}
