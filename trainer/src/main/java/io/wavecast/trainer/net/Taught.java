package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Scope;
import io.wavecast.trainer.layer.Seq;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * How far the quantiles are from those that {@linkplain io.wavecast.trainer.data.Teachers teachers}
 * forecast: with d = quantile - taught and s = the taught distance from the lowest quantile to the
 * highest,
 *
 * <pre>
 * mean d^2 / (s + |d| + 0.01)
 * </pre>
 *
 * Where the taught quantiles are true, the pinball loss exceeds its least value by d^2 times half
 * the density there, for a small d, and densities go as 1 / s; for a large d it grows as |d|. On
 * sets without a teacher, as those that validate, it is the pinball loss of what came.
 *
 * @param otherwise the loss on sets without a teacher
 */
public record Taught(Pinball otherwise) implements Loss {
  private static final double LEAST = 0.01;

  /**
   * The loss of a network that is taught, in place of one that is not.
   *
   * @throws IllegalArgumentException when it is not of quantiles
   */
  public static Loss instead(Loss loss) {
    if (loss instanceof Relative relative) {
      return new Relative(instead(relative.loss()), relative.floor());
    }
    if (loss instanceof Pinball pinball) {
      return new Taught(pinball);
    }
    throw new IllegalArgumentException("teachers need a loss of quantiles, got: " + loss);
  }

  @Override
  public boolean isTaught() {
    return true;
  }

  @Override
  public SDVariable define(Scope scope, Seq output, SDVariable target) {
    if (!scope.training()) {
      return otherwise.define(scope, output, target);
    }
    int n = otherwise.levels().size();
    SDVariable taught = target.reshape(-1, WindowSet.HORIZON, n);
    SDVariable away = output.value().reshape(-1, WindowSet.HORIZON, n).sub(taught);
    SDVariable spread = level(taught, n - 1).sub(level(taught, 0));
    SDVariable unit = scope.graph().math().abs(away).add(spread).add(LEAST);
    return away.mul(away).div(unit).mean();
  }

  private static SDVariable level(SDVariable quantiles, int k) {
    return quantiles.get(SDIndex.all(), SDIndex.all(), SDIndex.interval(k, k + 1));
  }
}
