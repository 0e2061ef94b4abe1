/** Flink adapter for {@link io.wavecast.core.stream.Pipeline}: one job builder and operator. */
@NullMarked
package io.wavecast.flink;

import org.jspecify.annotations.NullMarked;
