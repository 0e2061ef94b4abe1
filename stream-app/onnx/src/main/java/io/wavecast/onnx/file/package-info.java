/** Reads model files and checks their contract, before ONNX Runtime opens them. */
@NullMarked
package io.wavecast.onnx.file;

import org.jspecify.annotations.NullMarked;
