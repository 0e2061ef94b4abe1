package io.wavecast.trainer.alerts;

import static io.wavecast.trainer.alerts.Shapes.bump;
import static io.wavecast.trainer.alerts.Shapes.integer;
import static io.wavecast.trainer.alerts.Shapes.noise;
import static io.wavecast.trainer.alerts.Shapes.series;

import io.wavecast.trainer.alerts.Kind.Ordinary;
import io.wavecast.trainer.mixture.RandomDraws;

/** What fills, drains, scales and fails. */
final class CapacityKinds {
  private static final double TURN = 2 * Math.PI;

  private CapacityKinds() {}

  /** A volume that fills at a steady pace and is never cleaned. */
  static Ordinary filling(RandomDraws r, Clock c) {
    double from = r.uniform(10, 40);
    double rise = r.uniform(10, 50) / c.size();
    double[] v = {from};
    double noise = r.uniform(.5, 4) * rise;
    return new Ordinary(
        series(
            c.size(),
            i -> {
              v[0] += rise * r.uniform(0, 2);
              return v[0] + noise * r.gauss();
            }),
        20 * rise);
  }

  /** A log file that is begun anew at a certain size. */
  static Ordinary logFile(RandomDraws r, Clock c) {
    double line = r.uniform(1, 50);
    double full = line * r.uniform(300, 900);
    double busy = r.unit();
    double[] v = {0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              v[0] =
                  v[0] > full ? 0 : v[0] + line * (.3 + bump(c.day(i), busy, .15)) * 2 * r.unit();
              return Math.rint(v[0]);
            }),
        .03 * full);
  }

  /** The share of requests that fail, 0 to 1, of few requests by night. */
  static Ordinary errorRatio(RandomDraws r, Clock c) {
    double failing = r.uniform(.005, .05);
    double calls = r.uniform(20, 400);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              int all = 1 + r.poisson(calls * (.2 + bump(c.day(i), .6, .15)));
              return Math.min(1, (double) r.poisson(failing * all) / all);
            }),
        2 * failing);
  }

  /** Instances of a service that is scaled by its load: a few whole numbers. */
  static Ordinary replicas(RandomDraws r, Clock c) {
    int least = integer(r, 2, 4);
    int more = integer(r, 2, 6);
    double[] e = noise(r, c.size(), .98, .04);
    double[] v = {least};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double load = least + more * bump(c.day(i), .55, .16) + e[i] * more;
              if (Math.abs(load - v[0]) > .8) {
                v[0] = Math.max(least, Math.rint(load));
              }
              return v[0];
            }),
        .5);
  }

  /** Jobs done in an hour: many at some hours of working days, few at others. */
  static Ordinary batchJobs(RandomDraws r, Clock c) {
    double most = r.uniform(30, 300);
    int first = integer(r, 6, 10);
    int last = first + integer(r, 6, 11);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              int hour = (int) (24 * c.day(i));
              boolean works = hour >= first && hour < last && !c.isWeekend(i);
              return r.poisson(works ? most : .05 * most);
            }),
        .1 * most);
  }

  /** Latency of three ways through a system, of which each has its own time. */
  static Ordinary threeWays(RandomDraws r, Clock c) {
    double fast = r.uniform(2, 8);
    double[] times = {fast, fast * r.uniform(3, 5), fast * r.uniform(9, 15)};
    double most = r.uniform(.5, .7);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double way = r.unit();
              int which = way < most ? 0 : way < most + .25 ? 1 : 2;
              return times[which] * Math.exp(.15 * r.gauss());
            }),
        .2 * times[2]);
  }

  /** Records that a consumer lags behind: few, more while it commits, worked off after a pause. */
  static Ordinary lag(RandomDraws r, Clock c) {
    double rate = r.uniform(50, 500);
    double[] waiting = {0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double come = r.poisson(rate * (.5 + bump(c.day(i), .5, .2)));
              double worked = r.chance(.01) ? 0 : 2.2 * rate;
              waiting[0] = Math.max(0, waiting[0] + come - worked);
              return waiting[0] + r.poisson(.1 * come);
            }),
        .3 * rate);
  }

  /** Users that are logged in, growing by some percent a week, with days and weekends. */
  static Ordinary growingUsers(RandomDraws r, Clock c) {
    double base = r.uniform(100, 3000);
    double growth = r.uniform(.02, .15);
    double[] e = noise(r, c.size(), .9, .015);
    return new Ordinary(
        series(
            c.size(),
            i ->
                Math.rint(
                    base
                        * Math.exp(growth * c.days(i) / 7 + e[i])
                        * (.4 + (c.isWeekend(i) ? .6 : 1) * bump(c.day(i), .6, .13)))),
        .06 * base);
  }

  /** Sold in a day: a week's course, a slow year and a steady growth. */
  static Ordinary dailySales(RandomDraws r, Clock c) {
    double base = r.uniform(200, 5000);
    double weekend = r.uniform(.3, 1.6);
    double growth = r.uniform(0, .4);
    double phase = r.unit();
    double[] e = noise(r, c.size(), .4, .06);
    return new Ordinary(
        series(
            c.size(),
            i ->
                base
                    * (1 + growth * i / c.size() + .15 * Math.sin(TURN * (i / 365.0 + phase)))
                    * (c.isWeekend(i) ? weekend : 1)
                    * Math.exp(e[i])),
        .1 * base);
  }

  /** What people use from Monday to Friday, and few of them at the weekend. */
  static Ordinary office(RandomDraws r, Clock c) {
    double base = r.uniform(20, 2000);
    double idle = r.uniform(.1, .4);
    double weekend = r.uniform(0, .3);
    double at = r.uniform(.4, .6);
    double[] e = noise(r, c.size(), .6, r.uniform(.02, .05));
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double busy = bump(c.day(i), at, .1) + .5 * bump(c.day(i), at + .2, .06);
              return base * (idle + busy * (c.isWeekend(i) ? weekend : 1)) * Math.exp(e[i]);
            }),
        .05 * base);
  }
}
