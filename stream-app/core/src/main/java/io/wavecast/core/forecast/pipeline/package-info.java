/** Runs the forecasting steps over the states of many series. */
@NullMarked
package io.wavecast.core.forecast.pipeline;

import org.jspecify.annotations.NullMarked;
