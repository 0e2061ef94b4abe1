package io.wavecast.trainer.mixture;

import java.util.Arrays;

/**
 * What offices count each month, quarter, week or day: sales, jobs, prices, passengers. A level
 * grows by a rate that changes slowly, times a season that changes slowly, times what happens else.
 */
final class Growth implements Family {
  /** A year of months, of quarters and of weeks; weeks, half years, days. */
  private static final int[] PERIODS = {
    12, 12, 12, 12, 12, 12, 12, 4, 4, 52, 52, 52, 7, 7, 5, 6, 24, 24
  };

  @Override
  public double[] draw(RandomDraws draws) {
    double[] course = course(draws);
    Noise.add(draws, course, draws.logUniform(0.005, 0.7), 0.5);
    if (draws.chance(0.65)) {
      season(draws, course);
    }
    if (draws.chance(0.1)) {
      shift(draws, course);
    }
    double unit = Series.unit(course);
    double scale = draws.logUniform(0.01, 0.8) / unit;
    double middle = course[STEPS / 2];
    Arrays.setAll(course, t -> Math.exp(scale * (course[t] - middle)));
    if (draws.chance(0.2)) {
      Changes.round(draws, course);
    }
    Series.normalise(course);
    return course;
  }

  /** A level whose rate of growth wanders or returns to a mean. */
  private static double[] course(RandomDraws draws) {
    double step = draws.chance(0.7) ? draws.logUniform(0.02, 1) : 0;
    double bend = draws.chance(0.6) ? draws.logUniform(0.005, 0.3) : 0;
    double keeps = draws.chance(0.4) ? 1 : draws.uniform(0.6, 1);
    double mean = draws.chance(0.6) ? 0.3 * draws.gauss() : 0;
    double rate = mean + 0.3 * draws.gauss();
    double level = 0;
    double[] course = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      rate = mean + keeps * (rate - mean) + bend * draws.gauss();
      level += rate + step * draws.gauss();
      course[t] = level;
    }
    Series.normalise(course);
    return course;
  }

  private static void season(RandomDraws draws, double[] course) {
    int period = PERIODS[draws.below(PERIODS.length)];
    double[] pattern = Seasonal.pattern(draws, period);
    double unit = Series.unit(pattern);
    double size = draws.logUniform(0.05, 4) / unit;
    double change = draws.chance(0.5) ? draws.logUniform(0.01, 0.4) * unit : 0;
    double growth = draws.chance(0.3) ? 0.01 * draws.gauss() : 0;
    int at = draws.below(period);
    for (int t = 0; t < STEPS; t++, at++) {
      pattern[at % period] += change * draws.gauss();
      course[t] += size * Math.exp(growth * t) * pattern[at % period];
    }
  }

  private static void shift(RandomDraws draws, double[] course) {
    int from = draws.below(STEPS);
    double size = 2 * draws.gauss();
    for (int t = from; t < STEPS; t++) {
      course[t] += size;
    }
  }
}
