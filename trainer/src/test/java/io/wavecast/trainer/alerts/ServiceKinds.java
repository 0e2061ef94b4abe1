package io.wavecast.trainer.alerts;

import static io.wavecast.trainer.alerts.Shapes.bump;
import static io.wavecast.trainer.alerts.Shapes.integer;
import static io.wavecast.trainer.alerts.Shapes.noise;
import static io.wavecast.trainer.alerts.Shapes.place;
import static io.wavecast.trainer.alerts.Shapes.series;

import io.wavecast.trainer.alerts.Kind.Ordinary;
import io.wavecast.trainer.mixture.RandomDraws;
import java.util.ArrayList;
import java.util.List;

/** What services send. */
final class ServiceKinds {
  private ServiceKinds() {}

  static Ordinary webTraffic(RandomDraws r, Clock c) {
    double noon = r.uniform(.45, .6);
    double evening = r.uniform(.8, .9);
    double weekend = r.uniform(.5, .8);
    double base = r.uniform(200, 5000);
    double[] e = noise(r, c.size(), .8, .03);
    return new Ordinary(
        series(
            c.size(),
            i ->
                base
                    * (.25 + bump(c.day(i), noon, .13) + .5 * bump(c.day(i), evening, .06))
                    * (c.isWeekend(i) ? weekend : 1)
                    * Math.exp(e[i])),
        base * .06);
  }

  static Ordinary cpu(RandomDraws r, Clock c) {
    double base = r.uniform(15, 45);
    double rise = r.uniform(5, 15);
    double at = r.unit();
    double[] e = noise(r, c.size(), .7, 2.5);
    return new Ordinary(
        series(
            c.size(),
            i -> Math.max(0, Math.min(100, base + rise * bump(c.day(i), at, .12) + e[i]))),
        3.5);
  }

  /** With short hiccups, which are ordinary. */
  static Ordinary latency(RandomDraws r, Clock c) {
    double base = r.uniform(20, 200);
    double[] e = noise(r, c.size(), .6, .12);
    double[] x = series(c.size(), i -> base * Math.exp(e[i] + .15 * bump(c.day(i), .55, .15)));
    for (int k = 0; k < c.size() / 400; k++) {
      int at = place(r, c.size(), 5);
      int length = integer(r, 1, 3);
      double factor = r.uniform(1.5, 2.2);
      for (int i = at; i < at + length; i++) {
        x[i] *= factor;
      }
    }
    return new Ordinary(x, base * .2);
  }

  static Ordinary orders(RandomDraws r, Clock c) {
    double rate = r.uniform(3, 12);
    return new Ordinary(
        series(
            c.size(),
            i -> r.poisson(rate * (.15 + bump(c.day(i), .6, .16)) * (c.isWeekend(i) ? .7 : 1))),
        3);
  }

  /** Rare, and now and then some at once. */
  static Ordinary errors(RandomDraws r, Clock c) {
    double rate = r.uniform(.02, .2);
    double[] x = series(c.size(), i -> r.poisson(rate));
    for (int k = 0; k < c.size() / 700; k++) {
      int at = place(r, c.size(), 4);
      int length = integer(r, 1, 4);
      for (int i = at; i < at + length; i++) {
        x[i] += r.poisson(3);
      }
    }
    return new Ordinary(x, 2);
  }

  /** Memory that fills up and is collected. */
  static Ordinary sawTeeth(RandomDraws r, Clock c) {
    double rate = r.uniform(.5, 3);
    double top = r.uniform(150, 500);
    double[] v = {0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              v[0] += rate * r.uniform(.3, 1.7);
              if (v[0] > top * r.uniform(.85, 1.15)) {
                v[0] = top * r.uniform(.05, .15);
              }
              return v[0] + .01 * top * r.gauss();
            }),
        .05 * top);
  }

  /** A quiet load with a job each night and a small one each hour. */
  static Ordinary nightJob(RandomDraws r, Clock c) {
    double base = r.uniform(50, 100);
    double hourly = r.uniform(5, 15);
    double[] e = noise(r, c.size(), .5, 2);
    double[] x = series(c.size(), i -> base + e[i] + (i % c.hours(1) == 0 ? hourly : 0));
    int at = c.hours(r.uniform(1, 4));
    int length = integer(r, 3, 12);
    double height = r.uniform(80, 300);
    for (int d = 0; d < c.size() / c.perDay(); d++) {
      int first = d * c.perDay() + at + integer(r, -1, 2);
      double today = height * r.uniform(.9, 1.1);
      for (int i = first; i < first + length; i++) {
        x[i] += today;
      }
    }
    return new Ordinary(x, 3);
  }

  /** A rate that grows from week to week. */
  static Ordinary growingRate(RandomDraws r, Clock c) {
    double end = r.uniform(200, 400);
    return new Ordinary(
        series(
            c.size(),
            i ->
                (100 + (end - 100) * i / (c.size() - 1))
                    * (1 + .3 * Math.sin(2 * Math.PI * (c.day(i) - .3)))
                    * Math.exp(.03 * r.gauss())),
        8);
  }

  /** A configured number; somebody changes it, and an alert then is neither right nor wrong. */
  static Ordinary configured(RandomDraws r, Clock c) {
    int base = integer(r, 3, 20);
    double[] x = series(c.size(), i -> base);
    List<Span> ignored = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      int at = integer(r, 300, c.size());
      int by = r.sign();
      for (int i = at; i < c.size(); i++) {
        x[i] += by;
      }
      ignored.add(new Span(at, at + 3));
    }
    return new Ordinary(x, 1, ignored);
  }

  /** Zero, and sometimes not. */
  static Ordinary sparse(RandomDraws r, Clock c) {
    double chance = r.uniform(.02, .05);
    double scale = r.uniform(5, 50);
    double[] x =
        series(
            c.size(), i -> r.chance(chance) ? Math.rint(100 * Shapes.gamma2(r, scale)) / 100 : 0);
    return new Ordinary(x, 2 * scale);
  }

  /** A counter as exporters send it: it only grows, and begins at 0 after a restart. */
  static Ordinary counter(RandomDraws r, Clock c) {
    double base = r.uniform(50, 500);
    double at = r.unit();
    double[] e = noise(r, c.size(), .6, .1);
    int[] restarts = {integer(r, 300, c.size() - 300), integer(r, 300, c.size() - 300)};
    double[] v = {0};
    double[] x =
        series(
            c.size(),
            i -> {
              double rate = base * (.4 + bump(c.day(i), at, .15)) * Math.exp(e[i]);
              v[0] = i == restarts[0] || i == restarts[1] ? rate : v[0] + rate;
              return v[0];
            });
    return new Ordinary(
        x,
        .75 * base,
        List.of(new Span(restarts[0], restarts[0] + 3), new Span(restarts[1], restarts[1] + 3)));
  }

  /** Jobs that wait: none mostly, now and then many that are worked off. */
  static Ordinary queue(RandomDraws r, Clock c) {
    double load = r.uniform(.5, .8);
    double[] waiting = {0};
    int rate = integer(r, 10, 60);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double burst = r.chance(.004) ? r.uniform(3, 8) * rate : 0;
              waiting[0] = Math.max(0, waiting[0] + r.poisson(load * rate) + burst - rate);
              return waiting[0];
            }),
        .5 * rate);
  }

  /** Share of requests that succeed, in percent: close to the top, which it never exceeds. */
  static Ordinary successRate(RandomDraws r, Clock c) {
    double failing = r.uniform(.002, .01);
    double calls = r.uniform(300, 3000);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              int all = 1 + r.poisson(calls * (.3 + bump(c.day(i), .55, .15)));
              return Math.max(0, 100 - 100.0 * r.poisson(failing * all) / all);
            }),
        100 * failing);
  }

  /** Bytes a minute of one host: log-normal with heavy bursts. */
  static Ordinary bytes(RandomDraws r, Clock c) {
    double base = r.logUniform(1e4, 1e7);
    double busy = r.unit();
    double[] e = noise(r, c.size(), .7, .35);
    return new Ordinary(
        series(
            c.size(),
            i ->
                base
                    * Math.exp(e[i] + .5 * bump(c.day(i), busy, .15))
                    * (r.chance(.01) ? 1 + 2 * r.exponential() : 1)),
        .6 * base);
  }

  /** Latency of a cache: fast when it hits, slow when it misses, value by value. */
  static Ordinary hitsAndMisses(RandomDraws r, Clock c) {
    double hit = r.uniform(.5, 3);
    double miss = r.uniform(20, 60);
    double share = r.uniform(.6, .9);
    return new Ordinary(
        series(c.size(), i -> (r.chance(share) ? hit : miss) * Math.exp(.1 * r.gauss())),
        .1 * miss);
  }

  /** Connections of a pool: whole numbers that follow the load in steps. */
  static Ordinary connections(RandomDraws r, Clock c) {
    double base = r.uniform(5, 15);
    double busy = r.uniform(10, 40);
    double[] e = noise(r, c.size(), .95, .4);
    return new Ordinary(
        series(
            c.size(),
            i ->
                Math.max(
                    0,
                    Math.rint(
                        base
                            + (c.isWeekend(i) ? .4 : 1) * busy * bump(c.day(i), .55, .13)
                            + e[i]))),
        1);
  }

  /** A disk that fills by day and is cleaned each night. */
  static Ordinary disk(RandomDraws r, Clock c) {
    double rate = r.uniform(.02, .08);
    double kept = r.uniform(.0005, .003);
    int clean = c.hours(r.uniform(2, 4));
    double[] v = {r.uniform(30, 50), 0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              v[1] = i % c.perDay() == clean ? 0 : v[1] + rate * r.uniform(0, 2);
              v[0] += kept * r.uniform(0, 2);
              return Math.rint(100 * (v[0] + v[1])) / 100;
            }),
        3 * rate);
  }
}
