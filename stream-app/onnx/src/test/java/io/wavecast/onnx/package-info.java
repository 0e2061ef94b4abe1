@org.jspecify.annotations.NullMarked
package io.wavecast.onnx;
