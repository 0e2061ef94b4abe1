package io.wavecast.lab.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A fitted model of exponential smoothing in state-space form (Hyndman, Koehler, Ord and Snyder,
 * "Forecasting with Exponential Smoothing", 2008), where e is the error of one step:
 *
 * <pre>
 * base = l + phi b         y is forecast as base, base + s or base s
 * l' = base + alpha u e
 * b' = phi b + beta u e
 * s' = s + gamma v e
 * </pre>
 *
 * With absolute errors u and v are 1; with relative ones both are the forecast, or u is the base
 * and v is s where they are multiplied. Nothing is divided, so no path jumps where a base is near
 * 0.
 *
 * @param form which of the models
 * @param parameters alpha, beta, gamma, phi, first level, first slope
 * @param season first seasonal values, oldest first; empty without a season
 * @param aicc corrected information criterion of Akaike: lower is better
 * @param variance of the errors of one step, without bias for the number of parameters
 */
record Ets(EtsForm form, double[] parameters, double[] season, double aicc, double variance) {
  private static final int PATHS = 200;
  private static final long SEED = 1;

  /** State after the last value: level, slope, and the newest seasonal values, oldest first. */
  private record State(double level, double slope, double[] season) {
    State next(EtsForm form, double[] p, double error) {
      double base = level + p[3] * slope;
      double forecast = forecast(form, p);
      boolean product = form.season() == EtsForm.Season.MULTIPLICATIVE;
      double step = error * (!form.isRelative() ? 1 : product ? base : forecast);
      double[] nextSeason = season;
      if (season.length > 0) {
        double seasonal = error * (!form.isRelative() ? 1 : product ? season[0] : forecast);
        nextSeason = Arrays.copyOfRange(season, 1, season.length + 1);
        nextSeason[season.length - 1] = season[0] + p[2] * seasonal;
      }
      double nextSlope = form.hasTrend() ? p[3] * slope + p[1] * step : 0;
      return new State(base + p[0] * step, nextSlope, nextSeason);
    }

    /** Of a value, relative to the forecast where the form's errors are. */
    double error(EtsForm form, double[] p, double y) {
      double forecast = forecast(form, p);
      return form.isRelative() ? (y - forecast) / forecast : y - forecast;
    }

    double forecast(EtsForm form, double[] p) {
      double base = level + p[3] * slope;
      return switch (form.season()) {
        case NONE -> base;
        case ADDITIVE -> base + season[0];
        case MULTIPLICATIVE -> base * season[0];
      };
    }
  }

  /**
   * Errors of one step, relative ones for a model with multiplicative errors.
   *
   * @return the errors, then the forecasts; empty where the model leaves what it is defined for
   */
  static List<double[]> errors(EtsForm form, double[] p, double[] season, double[] x) {
    double[] errors = new double[x.length];
    double[] forecasts = new double[x.length];
    State state = new State(p[4], p[5], season);
    for (int t = 0; t < x.length; t++) {
      forecasts[t] = state.forecast(form, p);
      errors[t] = state.error(form, p, x[t]);
      if (!Double.isFinite(errors[t]) || (form.isRelative() && forecasts[t] <= 0)) {
        return List.of();
      }
      state = state.next(form, p, errors[t]);
    }
    return List.of(errors, forecasts);
  }

  private State after(double[] x) {
    State state = new State(parameters[4], parameters[5], season);
    for (double y : x) {
      state = state.next(form, parameters, state.error(form, parameters, y));
    }
    return state;
  }

  /**
   * Forecasts what follows the values that it was fitted to.
   *
   * @return the mean and the standard deviation at each lead time, two arrays
   */
  List<double[]> forecast(double[] x, int horizon) {
    State ahead = after(x);
    double[] means = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      means[h] = ahead.forecast(form, parameters);
      ahead = ahead.next(form, parameters, 0);
    }
    boolean product = form.season() == EtsForm.Season.MULTIPLICATIVE;
    return List.of(means, product ? simulated(x, horizon) : spread(means));
  }

  /**
   * By formula, without products of states. Variances of absolute errors: sigma^2 (1 + c1^2 + ...).
   * Relative errors, with m the mean of y: v = (1 + sigma^2) w - m^2, where w, the mean of the
   * squared forecast, is m^2 + sigma^2 (c1^2 w one step before + ...).
   */
  double[] spread(double[] means) {
    int horizon = means.length;
    double[] spread = new double[horizon];
    double[] c = new double[horizon]; // squared
    double[] w = new double[horizon];
    double damping = 0;
    double power = 1;
    for (int h = 0; h < horizon; h++) {
      double sum = 0;
      for (int j = 0; j < h; j++) {
        sum += c[j] * (form.isRelative() ? w[h - 1 - j] : 1);
      }
      w[h] = means[h] * means[h] + variance * sum;
      spread[h] = Math.sqrt(variance * (sum + (form.isRelative() ? w[h] : 1)));
      power *= parameters[3];
      damping += power;
      double factor = parameters[0] + (form.hasTrend() ? parameters[1] * damping : 0);
      if (season.length > 0 && (h + 1) % season.length == 0) {
        factor += parameters[2];
      }
      c[h] = factor * factor;
    }
    return spread;
  }

  /** Of paths with normal errors, always the same ones; no value falls below 0 in one step. */
  double[] simulated(double[] x, int horizon) {
    State state = after(x);
    Random random = new Random(SEED);
    double[] sums = new double[horizon];
    double[] squares = new double[horizon];
    double sigma = Math.sqrt(variance);
    for (int path = 0; path < PATHS; path++) {
      State at = state;
      for (int h = 0; h < horizon; h++) {
        double e = sigma * random.nextGaussian();
        double mean = at.forecast(form, parameters);
        e = form.isRelative() ? Math.max(-1, e) : e;
        double y = form.isRelative() ? mean * (1 + e) : mean + e;
        sums[h] += y;
        squares[h] += y * y;
        at = at.next(form, parameters, e);
      }
    }
    double[] spread = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double mean = sums[h] / PATHS;
      spread[h] = Math.sqrt(Math.max(0, squares[h] / PATHS - mean * mean));
    }
    return spread;
  }

  /** All forms that the values allow. */
  static List<EtsForm> forms(double[] x, int period) {
    boolean positive = Arrays.stream(x).allMatch(v -> v > 0);
    boolean seasonal = period >= 2 && x.length >= 2 * period;
    List<EtsForm> forms = new ArrayList<>();
    for (boolean relative : positive ? new boolean[] {false, true} : new boolean[] {false}) {
      for (EtsForm.Trend trend : EtsForm.Trend.values()) {
        forms.add(new EtsForm(relative, trend, EtsForm.Season.NONE));
        if (seasonal) {
          forms.add(new EtsForm(relative, trend, EtsForm.Season.ADDITIVE));
        }
        if (seasonal && relative) {
          forms.add(new EtsForm(true, trend, EtsForm.Season.MULTIPLICATIVE));
        }
      }
    }
    return forms;
  }
}
