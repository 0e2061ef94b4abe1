package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A loss of quantiles, in units of how well a window repeats itself: the least of the mean changes
 * over 1, 4, 7, 12 and 24 steps, and a floor,
 *
 * <pre>
 * unit = min over lags of mean |x[t] - x[t - lag]| / scale + floor
 * </pre>
 *
 * so that an error counts more where less is possible. A unit depends on the window alone: the
 * quantiles at which the loss is least are the same.
 *
 * @param loss of quantiles, which an error twice as large doubles
 * @param floor above 0
 */
public record Relative(Pinball loss, double floor) implements Loss {
  private static final List<Integer> LAGS = List.of(1, 4, 7, 12, 24);

  @Override
  public SDVariable define(Scope scope, Seq<SDVariable> output, SDVariable target) {
    return loss.define(scope, output, target);
  }

  /**
   * The unit of each window, [1, batch, 1].
   *
   * @param half half of the distance from the last value, in units of the scale, [batch, 50]
   */
  SDVariable unit(SameDiff graph, SDVariable half) {
    SDVariable least = change(graph, half, LAGS.get(0));
    for (int lag : LAGS.subList(1, LAGS.size())) {
      least = graph.math().min(least, change(graph, half, lag));
    }
    return least.add(floor).reshape(1, -1, 1);
  }

  /** The mean change over some steps, [batch, 1]. */
  private static SDVariable change(SameDiff graph, SDVariable half, int lag) {
    int steps = WindowSet.WINDOW;
    SDVariable now = half.get(SDIndex.all(), SDIndex.interval(lag, steps));
    SDVariable before = half.get(SDIndex.all(), SDIndex.interval(0, steps - lag));
    return graph.math().abs(now.sub(before)).mul(2.0 / (steps - lag)).sum(true, 1);
  }
}
