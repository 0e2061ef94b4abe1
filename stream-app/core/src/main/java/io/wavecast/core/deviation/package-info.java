/**
 * How an observation compares with the forecasts made for its time: errors by lead time, intervals
 * calibrated online, and one score for noisy and calm series.
 */
@NullMarked
package io.wavecast.core.deviation;

import org.jspecify.annotations.NullMarked;
