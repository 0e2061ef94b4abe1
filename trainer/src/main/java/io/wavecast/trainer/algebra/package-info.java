/** Operations on tensors and sequences, of SameDiff for training and of ONNX for serving. */
@NullMarked
package io.wavecast.trainer.algebra;

import org.jspecify.annotations.NullMarked;
