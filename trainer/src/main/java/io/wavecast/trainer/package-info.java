/** The trainer: data, networks, training, ONNX export. */
@NullMarked
package io.wavecast.trainer;

import org.jspecify.annotations.NullMarked;
