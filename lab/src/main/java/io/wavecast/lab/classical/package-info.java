/** Forecasting without training: exponential smoothing, theta, naive. */
@NullMarked
package io.wavecast.lab.classical;

import org.jspecify.annotations.NullMarked;
