package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.mixture.RandomDraws;

/** Hold-out series with a value each day, week, month or quarter. */
final class CalendarRhythms {
  private static final double WEEKS = 52.18;

  private CalendarRhythms() {}

  /** A level that wanders, half of them back to a mean; most of them with a weekend. */
  static double[] daily(RandomDraws draws, int length) {
    double size = draws.logUniform(50, 5000);
    double drift = 0.0003 * draws.gauss();
    double spread = draws.logUniform(0.002, 0.03);
    double noise = draws.chance(0.5) ? draws.logUniform(0.002, 0.2) : 0;
    double share = draws.chance(0.45) ? 0 : draws.logUniform(0.01, 0.4);
    double[] byDay = new double[7];
    for (int day = 0; day < 7; day++) {
      byDay[day] = share * (day >= 5 ? -1 : 0.3) * draws.uniform(0.6, 1.2);
    }
    int at = draws.below(7);
    double keeps = draws.chance(0.5) ? 1 : draws.uniform(0.8, 0.99);
    double level = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      level = keeps * level + drift + spread * draws.gauss();
      series[t] = size * Math.exp(level + byDay[(t + at) % 7] + noise * draws.gauss());
    }
    return series;
  }

  /** A year that no window holds, a level that wanders, now and then a week three times as odd. */
  static double[] weekly(RandomDraws draws, int length) {
    double year = draws.chance(0.6) ? draws.logUniform(0.02, 0.5) : 0;
    double half = year * draws.uniform(0, 0.6);
    double phase = draws.uniform(0, 6.3);
    double halfPhase = draws.uniform(0, 6.3);
    double spread = draws.logUniform(0.003, 0.1);
    double noise = draws.logUniform(0.003, 0.15);
    double keeps = draws.chance(0.5) ? 1 : draws.uniform(0.7, 0.98);
    double drift = 0.001 * draws.gauss();
    double level = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      level = keeps * level + drift + spread * draws.gauss();
      double angle = 2 * Math.PI * t / WEEKS;
      double wave = year * Math.sin(angle + phase) + half * Math.sin(2 * angle + halfPhase);
      double error = noise * draws.gauss() * (draws.chance(0.05) ? 3 : 1);
      series[t] = 1000 * Math.exp(level + wave + error);
    }
    return series;
  }

  /** A year of any shape on a trend that changes, as a sum or as a product. */
  static double[] monthly(RandomDraws draws, int length) {
    double[] byMonth = year(draws);
    double noise = draws.logUniform(0.005, 0.12);
    double spread = draws.logUniform(0.001, 0.03);
    double slope = 0.004 * draws.gauss() + 0.002;
    double bend = draws.logUniform(0.00005, 0.001);
    int at = draws.below(12);
    boolean sum = draws.chance(0.4);
    double level = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      slope = 0.995 * (slope + bend * draws.gauss());
      level += slope + spread * draws.gauss();
      double value = level + byMonth[(t + at) % 12] + noise * draws.gauss();
      series[t] = 500 * (sum ? Math.max(0.05, 1 + value) : Math.exp(value));
    }
    return series;
  }

  private static double[] year(RandomDraws draws) {
    double size = draws.chance(0.3) ? draws.logUniform(0.005, 0.03) : draws.logUniform(0.03, 0.5);
    double sine = draws.gauss();
    double cosine = draws.gauss();
    double secondSine = 0.6 * draws.gauss();
    double secondCosine = 0.6 * draws.gauss();
    double[] byMonth = new double[12];
    for (int month = 0; month < 12; month++) {
      double angle = month * Math.PI / 6;
      double wave =
          sine * Math.sin(angle)
              + cosine * Math.cos(angle)
              + secondSine * Math.sin(2 * angle)
              + secondCosine * Math.cos(2 * angle);
      byMonth[month] = size * (0.6 * wave + 0.4 * draws.gauss());
    }
    return byMonth;
  }

  /** Four seasons, from weak to much stronger than the trend. */
  static double[] quarterly(RandomDraws draws, int length) {
    double[] byQuarter = new double[4];
    for (int quarter = 0; quarter < 4; quarter++) {
      byQuarter[quarter] = 0.1 * draws.gauss();
    }
    double strength = draws.logUniform(0.05, 2);
    double noise = draws.logUniform(0.003, 0.06);
    double spread = draws.logUniform(0.003, 0.05);
    double slope = 0.008 * draws.gauss() + 0.004;
    double level = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      level += slope + spread * draws.gauss();
      slope = 0.98 * slope + 0.001 * draws.gauss();
      series[t] = 300 * Math.exp(level + strength * byQuarter[t % 4] + noise * draws.gauss());
    }
    return series;
  }
}
