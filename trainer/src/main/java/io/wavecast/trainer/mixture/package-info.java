/**
 * Series for the default forecaster: synthetic families, what is done to them, windows of recorded
 * series, the mixture.
 */
@NullMarked
package io.wavecast.trainer.mixture;

import org.jspecify.annotations.NullMarked;
