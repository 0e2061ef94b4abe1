/**
 * Helpers that use threads, files or the network, which core must not: for model files and data,
 * and for all modules above.
 */
@NullMarked
package io.wavecast.onnx.support;

import org.jspecify.annotations.NullMarked;
