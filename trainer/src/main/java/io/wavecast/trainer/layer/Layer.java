package io.wavecast.trainer.layer;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.export.OnnxValue;

/**
 * One layer of a network, in two forms side by side: {@link #define} builds what is trained, {@link
 * #onnx} writes what is served. A test compares the two for every layer.
 *
 * <p>Layers know nothing of the number of input channels until they see their input, as in Keras.
 * Both forms give out only the newest steps that are asked for; what those steps do not depend on
 * is not computed ({@link #reach}).
 */
public sealed interface Layer
    permits Ascending,
        BatchNorm,
        Convolution,
        Copies,
        DeadZone,
        Dense,
        Dropout,
        GatedWaveNet,
        NBeats,
        OneStep,
        Recurrent,
        Relu,
        Repeat,
        Residual,
        Shares {

  /** The {@link #reach} of a layer that depends on every step since the first. */
  int WHOLE = Integer.MAX_VALUE;

  /** Steps that leave the layer when {@code steps} enter it. */
  default int length(int steps) {
    return steps;
  }

  /** Input steps from one output to the next. */
  default int stride() {
    return 1;
  }

  /** How many of the newest input steps decide the newest {@code steps} outputs. */
  default int reach(int steps) {
    return steps;
  }

  /**
   * Adds the layer to a graph to be trained.
   *
   * @param x the newest steps of the input, those that {@link #reach} asks for or all that exist
   * @param steps how many of the newest steps to give out
   */
  Seq define(Scope scope, Seq x, int steps);

  /**
   * Adds the layer to a graph to be served.
   *
   * @param weights the trained weights, by the names that {@link #define} gave them
   * @param x as in {@link #define}
   * @param steps as in {@link #define}
   */
  OnnxValue onnx(OnnxGraphBuilder graph, Weights weights, OnnxValue x, int steps);
}
