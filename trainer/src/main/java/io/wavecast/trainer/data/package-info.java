/** Series to learn from: the notebook's waves, synthetic mixtures, batches. */
@NullMarked
package io.wavecast.trainer.data;

import org.jspecify.annotations.NullMarked;
