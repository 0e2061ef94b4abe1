/** Runs models on ONNX Runtime: sessions, buffers, batch sizes, and their verification. */
@NullMarked
package io.wavecast.onnx.run;

import org.jspecify.annotations.NullMarked;
