/** Flink adapter of core's metrics port. */
@NullMarked
package io.wavecast.flink.metrics;

import org.jspecify.annotations.NullMarked;
