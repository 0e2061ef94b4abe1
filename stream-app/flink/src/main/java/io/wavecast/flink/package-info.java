/**
 * Flink adapter for {@link io.wavecast.core.stream.InputReader} and {@link
 * io.wavecast.core.forecast.engine.SeriesEngine}: it reads records, keeps states, calls the steps
 * and sends what they return.
 */
@NullMarked
package io.wavecast.flink;

import org.jspecify.annotations.NullMarked;
