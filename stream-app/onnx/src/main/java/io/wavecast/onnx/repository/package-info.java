/** The models of a service: shipped ones, a watched directory, and routes to them. */
@NullMarked
package io.wavecast.onnx.repository;

import org.jspecify.annotations.NullMarked;
