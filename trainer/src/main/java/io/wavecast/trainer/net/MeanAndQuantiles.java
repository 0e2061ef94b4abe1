package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Quantiles for series whose noise is symmetric, so that mean and median are one: the pinball loss
 * (see {@link Pinball}) of the quantiles, and {@code weight e^2} for the middle one, which says the
 * same with less noise.
 *
 * @param levels levels of the head's quantiles, ascending
 * @param weight of the squared error beside the pinball loss: about one over the usual error, so
 *     that both pull alike
 * @param noise as in {@link Pinball}; to the squared error it would add a constant
 */
public record MeanAndQuantiles(List<Double> levels, double weight, double noise) implements Loss {
  public MeanAndQuantiles {
    levels = List.copyOf(levels);
  }

  @Override
  public boolean addsNoise() {
    return noise > 0;
  }

  @Override
  public SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target) {
    int n = levels.size();
    float[] middle = new float[n];
    middle[n / 2] = 1;
    SDVariable forecast =
        output.value().reshape(-1, n).mmul(scope.constant("middle", middle, n, 1));
    SDVariable error = forecast.sub(target.reshape(-1, 1));
    SDVariable squares = error.mul(error).mean().mul(weight);
    return new Pinball(levels, noise).define(scope, output, target).add(squares);
  }
}
