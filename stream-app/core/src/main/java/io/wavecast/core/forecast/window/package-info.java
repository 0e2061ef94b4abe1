/** From observations to windows, and the state of a series. */
@NullMarked
package io.wavecast.core.forecast.window;

import org.jspecify.annotations.NullMarked;
