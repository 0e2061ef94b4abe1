/** Which models there are: the shipped ones, a watched directory, routes, and swaps. */
@NullMarked
package io.wavecast.onnx.repository;

import org.jspecify.annotations.NullMarked;
