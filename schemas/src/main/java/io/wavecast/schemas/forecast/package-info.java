/**
 * Observations, and the forecasts, deviations and alerts of their series, with their JSON codecs.
 */
@NullMarked
package io.wavecast.schemas.forecast;

import org.jspecify.annotations.NullMarked;
