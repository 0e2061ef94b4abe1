/**
 * What a series usually does at this time of the day and of the week, for steps from 1 s to 36 h:
 * one memory, which forecasts and scores read.
 */
@NullMarked
package io.wavecast.core.forecast.season;

import org.jspecify.annotations.NullMarked;
