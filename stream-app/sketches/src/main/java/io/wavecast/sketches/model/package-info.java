/** The model on ONNX Runtime. */
@NullMarked
package io.wavecast.sketches.model;

import org.jspecify.annotations.NullMarked;
