/** Scores observations against their forecasts and calibrates intervals. */
@NullMarked
package io.wavecast.core.forecast.deviation;

import org.jspecify.annotations.NullMarked;
