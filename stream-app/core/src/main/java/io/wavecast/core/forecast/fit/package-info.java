/** Whether a model fits its series. */
@NullMarked
package io.wavecast.core.forecast.fit;

import org.jspecify.annotations.NullMarked;
