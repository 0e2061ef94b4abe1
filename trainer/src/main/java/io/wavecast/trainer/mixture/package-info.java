/** Synthetic series for the default forecaster: families, what is done to them, the mixture. */
@NullMarked
package io.wavecast.trainer.mixture;

import org.jspecify.annotations.NullMarked;
