/** A training run from recipe to shipped file: folders, cards, curves. */
@NullMarked
package io.wavecast.trainer.run;

import org.jspecify.annotations.NullMarked;
