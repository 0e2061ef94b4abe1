/** Public recorded series that the default forecaster learns from beside the synthetic ones. */
@NullMarked
package io.wavecast.trainer.corpus;

import org.jspecify.annotations.NullMarked;
