package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.mixture.RandomDraws;

/** Hold-out series with a value each hour and, most of them, the rhythm of the day. */
final class DayRhythms {
  private static final int DAY = 24;
  private static final int WEEK = 7 * DAY;
  private static final int[] SLOW_PERIODS = {24, 24, 24, 48, 96, 144, 288};

  private DayRhythms() {}

  /** What many people do: a hill in the morning and one in the evening, days of two kinds. */
  static double[] hourly(RandomDraws draws, int length) {
    double[] workday = new double[DAY];
    double[] weekend = new double[DAY];
    hills(draws, workday, weekend);
    boolean alike = draws.chance(0.35);
    double less = draws.uniform(0.6, 1.05);
    double[] byDay = new double[7];
    for (int day = 0; day < 7; day++) {
      byDay[day] = 1 + draws.uniform(0, 0.05) * draws.gauss();
    }
    double keeps = draws.uniform(0.9, 0.995);
    double spread = draws.logUniform(0.002, 0.04);
    double noise = draws.logUniform(0.002, 0.06);
    double growth = 0.0005 * draws.gauss();
    int at = draws.below(WEEK);
    double size = draws.logUniform(10, 1e5);
    double level = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++, at++) {
      int day = at / DAY % 7;
      int hour = at % DAY;
      level = keeps * level + spread * fresh(keeps) * 3 * draws.gauss();
      double shape = day >= 5 && !alike ? less * weekend[hour] : workday[hour];
      double value = size * shape * byDay[day] * Math.exp(level + growth * t);
      series[t] = value * (1 + noise * draws.gauss());
    }
    return series;
  }

  private static void hills(RandomDraws draws, double[] workday, double[] weekend) {
    double morning = draws.uniform(6, 11);
    double evening = draws.uniform(16, 21);
    double morningWidth = draws.uniform(1.5, 4);
    double eveningWidth = draws.uniform(1.5, 4);
    double morningHeight = draws.uniform(0.2, 1);
    double eveningHeight = draws.uniform(0.2, 1);
    double base = draws.uniform(0.5, 3);
    boolean office = draws.chance(0.25);
    for (int hour = 0; hour < DAY; hour++) {
      workday[hour] =
          base
              + morningHeight * hill(hour, morning, morningWidth)
              + eveningHeight * hill(hour, evening, eveningWidth)
              + (office && hour >= 8 && hour < 18 ? 0.6 : 0);
      weekend[hour] =
          base
              + draws.uniform(0, 0.02)
              + 0.7 * morningHeight * hill(hour, morning + 2, morningWidth * 1.4)
              + eveningHeight * draws.uniform(0.8, 0.85) * hill(hour, evening, eveningWidth * 1.2);
    }
  }

  /** A strong daily shape, smooth or rough, with little noise; workdays and weekends may differ. */
  static double[] clean(RandomDraws draws, int length) {
    double[] workday = anyShape(draws);
    double less = draws.chance(0.5) ? 0 : draws.uniform(0.05, 0.5);
    double top = draws.uniform(0, DAY);
    double width = draws.uniform(1, 5);
    double height = draws.uniform(-0.6, 0.6);
    double[] weekend = new double[DAY];
    for (int hour = 0; hour < DAY; hour++) {
      weekend[hour] = workday[hour] * (1 - less) + less * height * hill(hour, top, width);
    }
    double noise = draws.logUniform(0.002, 0.05);
    double spread = draws.logUniform(0.005, 0.15);
    double jump = draws.logUniform(0.002, 0.08);
    double memory = draws.uniform(0.5, 0.99);
    int at = draws.below(WEEK);
    double slope = 0.0007 * draws.gauss();
    double strength = 1;
    double lift = 0;
    double error = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++, at++) {
      if (at % DAY == 0) {
        strength = 1 + spread * draws.gauss();
        lift = 0.7 * lift + jump * draws.gauss();
      }
      error = memory * error + noise * fresh(memory) * draws.gauss();
      double[] today = at / DAY % 7 >= 5 ? weekend : workday;
      series[t] = 200 * (1 + strength * today[at % DAY] + lift + error + slope * t);
    }
    return series;
  }

  private static double[] anyShape(RandomDraws draws) {
    double[] shape = new double[DAY];
    int hills = 1 + draws.below(6);
    boolean rough = draws.chance(0.3);
    for (int i = 0; i < hills; i++) {
      double top = draws.uniform(0, DAY);
      double width = draws.logUniform(0.6, 6);
      double height = draws.uniform(-0.5, 1);
      for (int hour = 0; hour < DAY; hour++) {
        shape[hour] += height * hill(hour, top, width);
      }
    }
    for (int hour = 0; rough && hour < DAY; hour++) {
      shape[hour] += 0.25 * draws.gauss();
    }
    return shape;
  }

  /** Like a temperature: a wave of one to twelve days on a level that changes smoothly. */
  static double[] slow(RandomDraws draws, int length) {
    double period = SLOW_PERIODS[draws.below(SLOW_PERIODS.length)];
    double phase = draws.uniform(0, 6.3);
    double secondPhase = draws.uniform(0, 6.3);
    double second = draws.uniform(0, 0.5);
    double noise = draws.logUniform(0.005, 0.3);
    double spread = draws.logUniform(0.01, 0.25);
    double strength = 1;
    double level = 0;
    double speed = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      speed = 0.9 * speed + 0.3 * spread * draws.gauss();
      level = 0.99 * level + speed;
      strength = 1 + 0.9 * (strength - 1) + 0.05 * draws.gauss();
      double angle = 2 * Math.PI * t / period;
      double wave = strength * Math.sin(angle + phase) + second * Math.sin(2 * angle + secondPhase);
      series[t] = 20 + 5 * (level + wave + noise * draws.gauss());
    }
    return series;
  }

  /** A bell around an hour of the day, 1 at its top. */
  private static double hill(double hour, double top, double width) {
    double away = Math.abs(hour - top) % DAY;
    double near = Math.min(away, DAY - away);
    return Math.exp(-near * near / (2 * width * width));
  }

  /** The share of what is new in an error with memory, so that its deviation stays 1. */
  private static double fresh(double memory) {
    return Math.sqrt(1 - memory * memory);
  }
}
