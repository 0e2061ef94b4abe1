/** Flink's metric groups behind the metrics port of core. */
@NullMarked
package io.wavecast.flink.metrics;

import org.jspecify.annotations.NullMarked;
