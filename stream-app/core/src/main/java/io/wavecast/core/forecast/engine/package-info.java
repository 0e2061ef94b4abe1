/** Runs the forecasting steps over the states of many series. */
@NullMarked
package io.wavecast.core.forecast.engine;

import org.jspecify.annotations.NullMarked;
