/** Forecasts pending windows in micro-batches, one run per model. */
@NullMarked
package io.wavecast.core.forecast.batch;

import org.jspecify.annotations.NullMarked;
