/** Forecasting without training: exponential smoothing, theta, naive. */
@NullMarked
package io.wavecast.trainer.classical;

import org.jspecify.annotations.NullMarked;
