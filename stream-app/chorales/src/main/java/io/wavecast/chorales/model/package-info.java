/** The model on ONNX Runtime. */
@NullMarked
package io.wavecast.chorales.model;

import org.jspecify.annotations.NullMarked;
