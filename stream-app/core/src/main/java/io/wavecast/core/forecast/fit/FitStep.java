package io.wavecast.core.forecast.fit;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.fit.FitState.Verdict;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;

/**
 * Finds models that do not fit their series. From time to time a forecast of the model is kept, and
 * compared with a random walk's when the values half a horizon and a horizon ahead come:
 *
 * <pre>
 *   model = {@value #KEEP} model + |value - forecast|
 *   walk  = {@value #KEEP} walk  + |value - value at the origin| + {@value #TRIFLE} |value|
 *   bad   = share of values of which the first is above {@value #FAR} times the second
 * </pre>
 *
 * <p>A model is a misfit when model exceeds {@value #FAR} times walk and bad exceeds {@value
 * #MOSTLY}: after 12 bad forecasts in a row, each a horizon after the one before. The sums alone
 * would condemn a good model for one large jump, the share alone one that errs a little often and
 * rightly expects jumps. A misfit remains one until another model, or another version of it,
 * forecasts the series. Functions of state and input; stateless and thread-safe.
 */
public final class FitStep {
  /**
   * Observations until a verdict takes effect: more than can be pending at once, so that how
   * batches are formed does not matter.
   */
  static final int DELAY = 16;

  private static final double KEEP = 0.9;
  private static final double FAR = 3;
  private static final double MOSTLY = 0.7;
  private static final double TRIFLE = 1e-3;

  private FitStep() {}

  /** What a state remembers of a model. */
  public static int hashOf(ModelRef model) {
    int hash = 31 * model.name().hashCode() + ' ';
    String version = model.version();
    for (int i = 0; i < version.length(); i++) {
      hash = 31 * hash + version.charAt(i);
    }
    return hash == 0 ? 1 : hash;
  }

  /**
   * Judges the model by an observation.
   *
   * @param time its time, ms since the epoch
   * @param step time between two values, ms; at least 1
   */
  public static FitState observe(FitState s, long time, long step, float y) {
    if (s.verdict() != Verdict.FITS) {
      return s.delay() == 0 ? s : s.with(s.verdict(), s.delay() - 1);
    }
    int lead = lead(s, time, step);
    int middle = middle(s.horizon());
    if (s.isEmpty() || (lead != middle && lead != s.horizon())) {
      return s;
    }
    double error = Math.abs((double) y - (lead == middle ? s.middle() : s.last()));
    double walk = Math.abs((double) y - s.base()) + TRIFLE * Math.abs((double) y);
    float errors = Floats.clamp(s.modelError() + error);
    float walks = Floats.clamp(s.walkError() + walk);
    double each = (1 - KEEP) / (middle == s.horizon() ? 1 : 2);
    float bad = s.bad() + (error > FAR * walk ? (float) each : 0);
    boolean misfit = bad > MOSTLY && errors > FAR * walks;
    return new FitState(
        s.model(),
        misfit ? Verdict.MISFIT : Verdict.FITS,
        misfit ? DELAY : 0,
        errors,
        walks,
        bad,
        s.origin(),
        s.base(),
        s.middle(),
        s.last(),
        s.horizon());
  }

  /**
   * Takes in the forecast that was made at an observation, as the model made it.
   *
   * @param y the value of the observation
   */
  public static FitState expect(FitState s, Forecast forecast, float y) {
    ModelRef misfit = forecast.misfit();
    if (misfit != null && hashOf(misfit) == s.model()) {
      return s.verdict() == Verdict.MISFIT ? s.with(Verdict.REPORTED, 0) : s;
    }
    if (forecast.model().equals(RandomWalk.MODEL)) {
      return s;
    }
    int model = hashOf(forecast.model());
    if (model == s.model()
        && (s.verdict() != Verdict.FITS
            || lead(s, forecast.origin(), forecast.stepMs()) < s.horizon())) {
      return s;
    }
    FitState known = model == s.model() ? s : FitState.of(model);
    return new FitState(
        model,
        Verdict.FITS,
        0,
        (float) (KEEP * known.modelError()),
        (float) (KEEP * known.walkError()),
        (float) (KEEP * known.bad()),
        forecast.origin(),
        y,
        forecast.yhat()[middle(forecast.horizon()) - 1],
        forecast.yhat()[forecast.horizon() - 1],
        forecast.horizon());
  }

  private static int middle(int horizon) {
    return (horizon + 1) / 2;
  }

  /** How many steps a time is after the origin, at most {@link Integer#MAX_VALUE}. */
  private static int lead(FitState s, long time, long step) {
    return (int) Math.rint((time - s.origin()) / (double) step);
  }
}
