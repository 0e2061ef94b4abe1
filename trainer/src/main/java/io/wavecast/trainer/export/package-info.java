/** ONNX files: writing graphs, the forecaster's contract, parity with what was trained. */
@NullMarked
package io.wavecast.trainer.export;

import org.jspecify.annotations.NullMarked;
