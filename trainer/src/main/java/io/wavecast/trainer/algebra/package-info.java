/** Tensor operations that are written once, for training and for serving. */
@NullMarked
package io.wavecast.trainer.algebra;

import org.jspecify.annotations.NullMarked;
