package io.wavecast.core.forecast.alert;

import io.wavecast.schemas.forecast.Forecast;
import java.io.Serializable;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Limits that a series should not reach, and when a forecast says that it is about to. The
 * probability that the value {@code h} steps ahead is beyond a limit is taken from the calibrated
 * interval of the forecast, as a normal distribution with the forecast as its median and a spread
 * for each side:
 *
 * <pre>
 *   P(h) = 1 - Phi((limit - yhat) / sd),   sd = (upper - yhat) / Phi^-1((1 + level) / 2)
 * </pre>
 *
 * <p>with the lower side where the limit lies below the forecast, and mirrored for the lower limit.
 * The probability to be beyond it at one of the steps is at least the largest of them; that bound
 * is used. It is close where errors of neighbouring steps are alike, as those of a drift are.
 *
 * @param above upper limit, which the value itself may not reach; infinite for none
 * @param below lower limit, less than {@code above}; negative infinity for none
 * @param probability with which a limit must be reached for a breach, in (0, 1)
 * @param within steps ahead that count, in 0..{@value Forecast#MAX_HORIZON}; 0: the value alone
 *     counts, no forecast
 */
public record Limits(double above, double below, double probability, int within)
    implements Serializable {
  /** Below this share of the probability a series is as expected again. */
  private static final double RECOVERY = 0.5;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  public Limits {
    if (!(below < above)
        || above == Double.NEGATIVE_INFINITY
        || below == Double.POSITIVE_INFINITY
        || (Double.isInfinite(above) && Double.isInfinite(below))) {
      throw new IllegalArgumentException(
          "limit-below must be less than limit-above and one of them a number, got: %s and %s"
              .formatted(below, above));
    }
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1), got: " + probability);
    }
    if (within < 0 || within > Forecast.MAX_HORIZON) {
      throw new IllegalArgumentException(
          "within must be in 0.." + Forecast.MAX_HORIZON + ", got: " + within);
    }
  }

  /**
   * How near a series is to a limit.
   *
   * @param limit the limit
   * @param isUpper whether it is the upper one
   * @param steps ahead; 0 where the value is beyond it already
   * @param probability that the value is beyond it then
   */
  record Approach(double limit, boolean isUpper, int steps, double probability) {
    boolean isReached() {
      return steps == 0;
    }
  }

  /** The limit that is reached, or will be with the probability of a breach. */
  Optional<Approach> approach(float y, Forecast forecast) {
    return approach(y, forecast, probability);
  }

  /** Whether no limit is near. */
  boolean isFar(float y, Forecast forecast) {
    return approach(y, forecast, RECOVERY * probability).isEmpty();
  }

  private Optional<Approach> approach(float y, Forecast forecast, double least) {
    if (y >= above) {
      return Optional.of(new Approach(above, true, 0, 1));
    }
    if (y <= below) {
      return Optional.of(new Approach(below, false, 0, 1));
    }
    if (forecast.warmup()) {
      return Optional.empty();
    }
    double wide = NORMAL.inverseCumulativeProbability((1 + forecast.level()) / 2);
    double enough = NORMAL.inverseSurvivalProbability(least);
    for (int h = 0; h < Math.min(within, forecast.horizon()); h++) {
      double yhat = forecast.yhat()[h];
      double up = (forecast.yhatUpper()[h] - yhat) / wide;
      double down = (yhat - forecast.yhatLower()[h]) / wide;
      double toAbove = distance(above - yhat, up, down);
      double toBelow = distance(yhat - below, down, up);
      if (Math.min(toAbove, toBelow) <= enough) {
        boolean isUpper = toAbove <= toBelow;
        double p = NORMAL.survivalProbability(isUpper ? toAbove : toBelow);
        return Optional.of(new Approach(isUpper ? above : below, isUpper, h + 1, p));
      }
    }
    return Optional.empty();
  }

  /** How far a limit lies beyond the forecast, in spreads of the side where it lies. */
  private static double distance(double beyond, double outer, double inner) {
    if (beyond == 0) {
      return 0;
    }
    double sd = beyond > 0 ? outer : inner;
    return sd > 0 ? beyond / sd : beyond > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }
}
