package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Seq;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** What training makes small. */
public sealed interface Loss permits Loss.SequenceMse, Loss.LastStepMse, Pinball {

  /** How many of the newest outputs the loss looks at. */
  int steps();

  /**
   * What the outputs should have been.
   *
   * @param steps how many of the newest outputs, all 50 at most
   * @return [steps, batch, 10], in raw units
   */
  float[] targets(WindowSet batch, int steps);

  /**
   * Adds the loss, a scalar, to a graph.
   *
   * @param output [steps, batch, head]
   * @param target [steps, batch, 10], in the same units
   */
  SDVariable define(SameDiff graph, Seq output, SDVariable target);

  /** The mean squared error over every step: each step forecasts the ten values after it. */
  record SequenceMse() implements Loss {
    @Override
    public int steps() {
      return Layer.WHOLE;
    }

    @Override
    public float[] targets(WindowSet batch, int steps) {
      int size = batch.size();
      float[] targets = new float[steps * size * WindowSet.HORIZON];
      int at = 0;
      for (int step = WindowSet.WINDOW - steps; step < WindowSet.WINDOW; step++) {
        for (int row = 0; row < size; row++) {
          for (int lead = 1; lead <= WindowSet.HORIZON; lead++) {
            targets[at++] = batch.value(row, step + lead);
          }
        }
      }
      return targets;
    }

    @Override
    public SDVariable define(SameDiff graph, Seq output, SDVariable target) {
      return meanSquare(output, target);
    }
  }

  /** The mean squared error of the forecast itself. */
  record LastStepMse() implements Loss {
    @Override
    public int steps() {
      return 1;
    }

    @Override
    public float[] targets(WindowSet batch, int steps) {
      return batch.futures();
    }

    @Override
    public SDVariable define(SameDiff graph, Seq output, SDVariable target) {
      return meanSquare(output, target);
    }
  }

  private static SDVariable meanSquare(Seq output, SDVariable target) {
    SDVariable error = output.value().sub(target);
    return error.mul(error).mean();
  }
}
