package io.wavecast.trainer.alerts;

import static io.wavecast.trainer.alerts.Shapes.bump;
import static io.wavecast.trainer.alerts.Shapes.integer;
import static io.wavecast.trainer.alerts.Shapes.noise;
import static io.wavecast.trainer.alerts.Shapes.series;

import io.wavecast.trainer.alerts.Kind.Ordinary;
import io.wavecast.trainer.mixture.RandomDraws;

/** What sensors and markets send. */
final class SensorKinds {
  private SensorKinds() {}

  /** On and off for half an hour to two hours each. */
  static Ordinary onOff(RandomDraws r, Clock c) {
    double low = r.uniform(5, 10);
    double high = r.uniform(60, 90);
    int[] left = {0, 0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              if (left[0] == 0) {
                left[0] = integer(r, 30, 120);
                left[1]++;
              }
              left[0]--;
              return (left[1] % 2 == 0 ? high : low) + .6 * r.gauss();
            }),
        .8);
  }

  static Ordinary temperature(RandomDraws r, Clock c) {
    double base = r.uniform(15, 25);
    double swing = r.uniform(2, 6);
    double at = r.unit();
    double[] e = noise(r, c.size(), .97, .15);
    return new Ordinary(
        series(
            c.size(),
            i ->
                Math.rint(10 * (base + swing * Math.sin(2 * Math.PI * (c.day(i) - at)) + e[i]))
                    / 10),
        .4);
  }

  static Ordinary price(RandomDraws r, Clock c) {
    double base = r.uniform(50, 200);
    double[] sum = {0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              sum[0] += .0006 * Shapes.student5(r);
              return base * Math.exp(sum[0]);
            }),
        .15);
  }

  static Ordinary fastSeason(RandomDraws r, Clock c) {
    double turn = 2 * Math.PI / r.uniform(14, 30);
    return new Ordinary(
        series(
            c.size(),
            i -> 50 + 10 * Math.sin(turn * i) * (1 + .2 * Math.sin(i / 500.0)) + .8 * r.gauss()),
        1);
  }

  static Ordinary energy(RandomDraws r, Clock c) {
    double base = r.uniform(20, 60);
    double[] e = noise(r, c.size(), .5, .04);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double work = bump(c.day(i), .42, .1) + bump(c.day(i), .6, .1);
              double home = bump(c.day(i), .8, .12) + .4 * bump(c.day(i), .4, .15);
              return base * (1 + (c.isWeekend(i) ? 1.2 * home : 2 * work)) * Math.exp(e[i]);
            }),
        4);
  }

  /** Nothing by night, a bell by day, and clouds. */
  static Ordinary solar(RandomDraws r, Clock c) {
    double peak = r.uniform(2, 9);
    double[] e = noise(r, c.size(), .9, .35);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double sun = Math.max(0, Math.sin(2 * Math.PI * (c.day(i) - .25)));
              return peak * sun * (1 - .6 / (1 + Math.exp(1.5 - 2 * e[i])));
            }),
        .08 * peak);
  }

  /** Vibration around 0, louder while the machine works. */
  static Ordinary vibration(RandomDraws r, Clock c) {
    double quiet = r.uniform(.05, .2);
    double loud = quiet * r.uniform(3, 6);
    int cycle = integer(r, 100, 240);
    return new Ordinary(
        series(c.size(), i -> (i % cycle < cycle / 2 ? quiet : loud) * r.gauss()), loud);
  }

  /** Air pressure: a slow walk around its mean. */
  static Ordinary pressure(RandomDraws r, Clock c) {
    double[] slow = noise(r, c.size(), .998, .25);
    return new Ordinary(
        series(c.size(), i -> Math.rint(10 * (1013 + slow[i] + .1 * r.gauss())) / 10), .2);
  }

  /** People in a building: whole numbers by day, nobody by night. */
  static Ordinary occupancy(RandomDraws r, Clock c) {
    double most = r.uniform(20, 200);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double open = bump(c.day(i), .4, .07) + bump(c.day(i), .6, .08);
              return r.poisson(most * (open > .05 ? open : 0) * (c.isWeekend(i) ? .1 : 1));
            }),
        .1 * most);
  }

  /** A fridge: cools and warms by turns, some twenty values each. */
  static Ordinary thermostat(RandomDraws r, Clock c) {
    double low = r.uniform(2, 4);
    double high = low + r.uniform(2, 4);
    double pace = r.uniform(.06, .15);
    double[] v = {high, -1};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              v[0] += v[1] * pace * r.uniform(.8, 1.2) * (v[1] < 0 ? 1.6 : 1);
              v[1] = v[0] < low ? 1 : v[0] > high ? -1 : v[1];
              return v[0] + .05 * r.gauss();
            }),
        .2);
  }

  /** A tide gauge: two waves of nearly half a day, and wind. */
  static Ordinary tide(RandomDraws r, Clock c) {
    double moon = r.uniform(1, 2);
    double sun = moon * r.uniform(.2, .5);
    double phase = r.uniform(0, 6);
    double[] wind = noise(r, c.size(), .98, .02);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double hours = (double) i * c.step() / 3600;
              return 3
                  + moon * Math.cos(2 * Math.PI * hours / 12.42 + phase)
                  + sun * Math.cos(2 * Math.PI * hours / 12)
                  + wind[i];
            }),
        .05);
  }

  /** A battery that is used by day and charged by night. */
  static Ordinary battery(RandomDraws r, Clock c) {
    double use = r.uniform(40, 70) / (c.perDay() * .6);
    double[] v = {100};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              boolean charging = c.day(i) < .3 || c.day(i) > .9;
              v[0] += charging ? 2.5 * use : -use * r.uniform(.2, 1.8);
              v[0] = Math.max(5, Math.min(100, v[0]));
              return Math.rint(v[0]);
            }),
        1.5);
  }

  /** Outdoors: a day's course, a slow year and weather. */
  static Ordinary outdoors(RandomDraws r, Clock c) {
    double phase = r.unit();
    double swing = r.uniform(2, 7);
    double[] weather = noise(r, c.size(), .99, .35);
    return new Ordinary(
        series(
            c.size(),
            i ->
                10
                    + 9 * Math.sin(2 * Math.PI * (c.days(i) / 365 + phase))
                    - swing * Math.cos(2 * Math.PI * (c.day(i) - .1))
                    + weather[i]
                    + .2 * r.gauss()),
        .8);
  }

  /** Wind: never below 0, with gusts. */
  static Ordinary wind(RandomDraws r, Clock c) {
    double base = r.uniform(2, 6);
    double[] slow = noise(r, c.size(), .995, .05);
    return new Ordinary(
        series(
            c.size(),
            i ->
                Math.rint(
                        10
                            * base
                            * Math.exp(slow[i] + .3 * bump(c.day(i), .6, .15) + .25 * r.gauss()))
                    / 10),
        .3 * base);
  }

  /** Relative humidity in percent: often at its limit by night. */
  static Ordinary humidity(RandomDraws r, Clock c) {
    double base = r.uniform(70, 90);
    double swing = r.uniform(10, 25);
    double[] slow = noise(r, c.size(), .99, 1);
    return new Ordinary(
        series(
            c.size(),
            i ->
                Math.rint(
                    Math.max(
                        5,
                        Math.min(
                            100,
                            base + swing * Math.cos(2 * Math.PI * (c.day(i) - .1)) + slow[i])))),
        2);
  }

  /** The power of a heating that is on for a part of each cycle, longer when it is cold. */
  static Ordinary heating(RandomDraws r, Clock c) {
    double power = r.uniform(500, 3000);
    int cycle = integer(r, 15, 40);
    double least = r.uniform(.2, .4);
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double part = least + .3 * bump(c.day(i), .2, .2);
              return i % cycle < part * cycle ? power * (1 + .01 * r.gauss()) : 0;
            }),
        .02 * power);
  }

  /** Water that a house uses: nothing mostly, and some draughts of it by day. */
  static Ordinary water(RandomDraws r, Clock c) {
    double flow = r.uniform(5, 12);
    int[] left = {0};
    return new Ordinary(
        series(
            c.size(),
            i -> {
              double often = .1 * (bump(c.day(i), .3, .05) + bump(c.day(i), .8, .08)) + .004;
              left[0] = left[0] > 0 ? left[0] - 1 : r.chance(often) ? integer(r, 1, 8) : 0;
              return left[0] > 0 ? flow * r.uniform(.5, 1.2) : 0;
            }),
        flow);
  }

  /** The flow through a pipe: a slow course, and noise that is never silent. */
  static Ordinary flow(RandomDraws r, Clock c) {
    double base = r.uniform(20, 200);
    double sigma = base * r.uniform(.02, .08);
    double[] slow = noise(r, c.size(), .999, .02 * sigma);
    double[] e = noise(r, c.size(), r.uniform(0, .7), sigma);
    return new Ordinary(series(c.size(), i -> base + slow[i] + e[i]), sigma);
  }
}
