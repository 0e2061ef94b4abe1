package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.layer.Layer;
import org.nd4j.autodiff.samediff.SDVariable;

/** What training minimises. */
public sealed interface Loss permits Loss.SequenceMse, Loss.LastStepMse, Pinball, Relative {

  /** How many of the newest outputs the loss looks at. */
  default int steps() {
    return 1;
  }

  /** True when the targets of training lack their noise, and the loss makes up for it. */
  default boolean addsNoise() {
    return false;
  }

  /**
   * Adds the loss, a scalar, to the graph of a scope.
   *
   * @param output [steps, batch, head]
   * @param target [steps, batch, lead times], in the same units
   */
  SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target);

  /** The mean squared error over every step: each step forecasts the values after it. */
  record SequenceMse() implements Loss {
    @Override
    public int steps() {
      return Layer.WHOLE;
    }

    @Override
    public SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target) {
      return new LastStepMse().define(scope, output, target);
    }
  }

  /** The mean squared error of the forecast itself. */
  record LastStepMse() implements Loss {
    @Override
    public SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target) {
      SDVariable error = output.value().sub(target);
      return error.mul(error).mean();
    }
  }
}
