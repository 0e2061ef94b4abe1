/** Runs models on ONNX Runtime. */
@NullMarked
package io.wavecast.onnx.run;

import org.jspecify.annotations.NullMarked;
