package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Seq;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Twice the mean pinball loss of the quantiles of the forecast: with e = target - quantile, {@code
 * 2 max(q e, (q - 1) e)} (Koenker and Bassett, 1978). At the middle level it is the absolute error.
 *
 * @param levels levels of the head's quantiles, ascending
 */
public record Pinball(List<Double> levels) implements Loss {
  public Pinball {
    levels = List.copyOf(levels);
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public SDVariable define(SameDiff graph, Seq output, SDVariable target) {
    int n = levels.size();
    float[] q = new float[n];
    for (int i = 0; i < n; i++) {
      q[i] = levels.get(i).floatValue();
    }
    SDVariable quantiles = output.value().reshape(-1, WindowSet.HORIZON, n);
    SDVariable error = target.reshape(-1, WindowSet.HORIZON, 1).sub(quantiles);
    SDVariable level =
        graph.constant(
            "levels", Nd4j.createFromArray(q).castTo(target.dataType()).reshape(1, 1, n));
    // q e + max(-e, 0) = max(q e, (q - 1) e)
    return error.mul(level).add(graph.nn().relu(error.neg(), 0)).mean().mul(2);
  }
}
