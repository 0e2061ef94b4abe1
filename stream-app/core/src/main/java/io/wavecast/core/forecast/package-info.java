/** The forecast port, the model contract, and forecasts that need no model. */
@NullMarked
package io.wavecast.core.forecast;

import org.jspecify.annotations.NullMarked;
