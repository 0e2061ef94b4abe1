/**
 * Forecasters that are ONNX files: their contract, their sessions on ONNX Runtime, and the
 * repository that loads them, swaps them while the stream runs and routes series to them.
 */
@NullMarked
package io.wavecast.onnx;

import org.jspecify.annotations.NullMarked;
