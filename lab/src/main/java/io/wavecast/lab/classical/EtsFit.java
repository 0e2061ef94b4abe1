package io.wavecast.lab.classical;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Fits a form of exponential smoothing to values by maximum likelihood, with the method of Nelder
 * and Mead. First level and slope are fitted; first seasonal values are those of a decomposition,
 * and count as fitted in the criterion.
 *
 * @param x values, about 1 in size
 * @param period steps of a season; 0 for none
 */
record EtsFit(double[] x, int period) {
  private static final int EVALUATIONS = 1_000;
  private static final double LARGEST = 1 / 3.0;
  private static final double[] START = {0.3, 0.05, 0.05, 0.95};
  private static final double[] STEP = {0.3, 0.05, 0.1, -0.05};

  /**
   * The best of all forms by the corrected criterion. Relative errors of more than a third of the
   * forecast (standard deviation) are not normal ones of a positive series: three of them reach 0.
   */
  Ets automatic() {
    return Ets.forms(x, period).stream()
        .map(this::fit)
        .filter(f -> !f.form().isRelative() || f.variance() < LARGEST * LARGEST)
        .min((a, b) -> Double.compare(a.aicc(), b.aicc()))
        .orElseThrow();
  }

  /** Fits one form. */
  Ets fit(EtsForm form) {
    double[] season = form.season() == EtsForm.Season.NONE ? new double[0] : season(form);
    int[] free = free(form);
    double[] start = start(form, season);
    double[] steps = new double[free.length];
    double[] guess = new double[free.length];
    for (int i = 0; i < free.length; i++) {
      guess[i] = start[free[i]];
      steps[i] = free[i] < STEP.length ? STEP[free[i]] : 0.1 * (1 + Math.abs(guess[i]));
    }
    Best best = new Best(guess.clone());
    ObjectiveFunction goal =
        new ObjectiveFunction(
            point -> best.offer(point, likelihood(form, with(start, free, point), season)));
    try {
      new SimplexOptimizer(1e-9, 1e-9)
          .optimize(
              new MaxEval(EVALUATIONS),
              goal,
              GoalType.MINIMIZE,
              new InitialGuess(guess),
              new NelderMeadSimplex(steps));
    } catch (TooManyEvaluationsException e) {
      // what was found by then is used
    }
    return result(form, with(start, free, best.point), season, best.value);
  }

  /** The lowest value so far, and where. */
  private static final class Best {
    double[] point;
    double value = Double.POSITIVE_INFINITY;

    Best(double[] start) {
      point = start;
    }

    double offer(double[] at, double found) {
      if (found < value) {
        value = found;
        point = at.clone();
      }
      return Double.isFinite(found) ? found : 1e100;
    }
  }

  private Ets result(EtsForm form, double[] p, double[] season, double likelihood) {
    int n = x.length;
    int k = form.parameters(season.length) + 1;
    double aicc = likelihood + 2.0 * k + (n > k + 1 ? 2.0 * k * (k + 1) / (n - k - 1) : 1e9);
    List<double[]> errors = Ets.errors(form, p, season, x);
    double sum = errors.isEmpty() ? 0 : Arrays.stream(errors.get(0)).map(e -> e * e).sum();
    double variance = sum / Math.max(1, n - form.parameters(season.length));
    return new Ets(form, p, season, Double.isNaN(aicc) ? 1e9 : aicc, variance);
  }

  /** Twice the negative logarithm, up to a constant; infinite outside of what is allowed. */
  private double likelihood(EtsForm form, double[] p, double[] season) {
    boolean allowed = p[0] > 1e-4 && p[0] < 0.9999;
    if (form.hasTrend()) {
      allowed &= p[1] > 1e-4 && p[1] < p[0];
    }
    if (form.trend() == EtsForm.Trend.DAMPED) {
      allowed &= p[3] >= 0.8 && p[3] <= 0.98;
    }
    if (season.length > 0) {
      allowed &= p[2] > 1e-4 && p[2] < 1 - p[0];
    }
    List<double[]> errors = allowed ? Ets.errors(form, p, season, x) : List.of();
    if (errors.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    double logs = 0;
    for (int t = 0; t < x.length; t++) {
      double e = errors.get(0)[t];
      sum += e * e;
      logs += form.isRelative() ? Math.log(Math.abs(errors.get(1)[t])) : 0;
    }
    return x.length * Math.log(sum + 1e-20) + 2 * logs;
  }

  private static int[] free(EtsForm form) {
    int[] free = new int[6];
    int n = 0;
    free[n++] = 0;
    if (form.hasTrend()) {
      free[n++] = 1;
    }
    if (form.season() != EtsForm.Season.NONE) {
      free[n++] = 2;
    }
    if (form.trend() == EtsForm.Trend.DAMPED) {
      free[n++] = 3;
    }
    free[n++] = 4;
    if (form.hasTrend()) {
      free[n++] = 5;
    }
    return Arrays.copyOf(free, n);
  }

  private static double[] with(double[] start, int[] free, double[] point) {
    double[] p = start.clone();
    for (int i = 0; i < free.length; i++) {
      p[free[i]] = point[i];
    }
    return p;
  }

  /** Factors, then level and slope of a line through the first values without the season. */
  private double[] start(EtsForm form, double[] season) {
    int n = Math.min(x.length, Math.max(10, 2 * season.length));
    double[] flat = new double[n];
    for (int t = 0; t < n; t++) {
      double s = season.length == 0 ? 0 : season[t % season.length];
      flat[t] =
          switch (form.season()) {
            case NONE -> x[t];
            case ADDITIVE -> x[t] - s;
            case MULTIPLICATIVE -> x[t] / s;
          };
    }
    double mean = Arrays.stream(flat).average().orElse(0);
    double slope = form.hasTrend() ? Classical.slope(flat) : 0;
    double[] p = Arrays.copyOf(START, 6);
    p[3] = form.trend() == EtsForm.Trend.DAMPED ? START[3] : 1;
    p[4] = mean - slope * (n + 1) / 2.0;
    p[5] = slope;
    return p;
  }

  private double[] season(EtsForm form) {
    return Classical.season(x, period, form.season() == EtsForm.Season.MULTIPLICATIVE);
  }
}
