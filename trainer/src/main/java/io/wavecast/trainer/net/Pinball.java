package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Twice the mean pinball loss of the quantiles of the forecast: with e = target - quantile, {@code
 * 2 max(q e, (q - 1) e)} (Koenker and Bassett, 1978). At the middle level it is the absolute error.
 *
 * <p>Targets may be given without a noise that is known: the loss is then its mean over that noise,
 * so that the quantiles are those of values with it. With u uniform in +-w/2,
 *
 * <pre>
 * mean max(-e - u, 0) = (relu(w/2 - e)^2 - relu(-w/2 - e)^2) / (2 w)
 * </pre>
 *
 * @param levels levels of the head's quantiles, ascending
 * @param noise width w of the uniform noise that the targets lack; 0 when they have it
 * @param squares weight of the squared error of the middle quantile, for series whose noise is
 *     symmetric: mean and median are one, and squares say the same with less noise; about one over
 *     the usual error, so that both pull alike. 0 for none
 */
public record Pinball(List<Double> levels, double noise, double squares) implements Loss {
  public Pinball {
    levels = List.copyOf(levels);
    if (!(noise >= 0)) {
      throw new IllegalArgumentException("noise must not be negative, got: " + noise);
    }
  }

  /** For targets with noise. */
  public Pinball(List<Double> levels) {
    this(levels, 0, 0);
  }

  @Override
  public boolean addsNoise() {
    return noise > 0;
  }

  @Override
  public SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target) {
    int n = levels.size();
    float[] q = new float[n];
    for (int i = 0; i < n; i++) {
      q[i] = levels.get(i).floatValue();
    }
    SDVariable quantiles = output.value().reshape(-1, WindowSet.HORIZON, n);
    SDVariable error = target.reshape(-1, WindowSet.HORIZON, 1).sub(quantiles);
    SDVariable level = scope.constant("levels", q, 1, 1, n);
    // q e + max(-e, 0) = max(q e, (q - 1) e)
    SDVariable pinball =
        error.mul(level).add(below(new SameDiffAlgebra(scope), error.neg())).mean().mul(2);
    return squares == 0 ? pinball : pinball.add(squared(scope, output, target));
  }

  /** The noise would add a constant. */
  private SDVariable squared(Scope scope, Seq<SDVariable> output, SDVariable target) {
    int n = levels.size();
    float[] middle = new float[n];
    middle[n / 2] = 1;
    SDVariable forecast =
        output.value().reshape(-1, n).mmul(scope.constant("middle", middle, n, 1));
    SDVariable error = forecast.sub(target.reshape(-1, 1));
    return error.mul(error).mean().mul(squares);
  }

  /** The mean of max(x, 0) over the noise in x. */
  private SDVariable below(SameDiffAlgebra a, SDVariable x) {
    if (noise == 0) {
      return a.relu(x);
    }
    SDVariable most = a.relu(x.add(noise / 2));
    SDVariable least = a.relu(x.sub(noise / 2));
    return most.mul(most).sub(least.mul(least)).div(2 * noise);
  }
}
