/** Training: options, the loop, early stopping, checkpoints, progress. */
@NullMarked
package io.wavecast.trainer.fit;

import org.jspecify.annotations.NullMarked;
