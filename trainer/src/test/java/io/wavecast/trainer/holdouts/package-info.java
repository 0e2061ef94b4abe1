/** Synthetic series that no model learns from: they choose among default forecasters. */
@NullMarked
package io.wavecast.trainer.holdouts;

import org.jspecify.annotations.NullMarked;
