package io.wavecast.trainer.alerts;

import io.wavecast.trainer.mixture.RandomDraws;
import java.util.Locale;

/** What goes wrong in a series. */
enum Anomaly {
  /** One to three values far above all others. */
  SPIKE(
      s -> {
        double top = Math.max(s.high, s.x[s.at]) + s.r.uniform(.6, 1.5) * s.range;
        return s.set(s.between(1, 4), i -> top);
      }),
  /** A quarter of the usual for some values. */
  DROP(s -> s.set(s.between(3, 12), i -> s.old(i) * .25)),
  /** Nothing, when there should be something. */
  ZERO(
      s -> {
        int k = s.between(15, 60);
        s.moveWhile(k, x -> x < .35 * s.mean);
        return s.set(k, i -> 0);
      }),
  /** Another level for an hour or more. */
  SHIFT(
      s -> {
        double by = s.r.uniform(.7, 1.2) * s.range;
        return s.set(s.between(60, 200), i -> s.old(i) + by);
      }),
  /** Several events a value for an hour or more where they are rare. */
  MORE_EVENTS(
      s -> {
        int by = s.between(4, 9);
        return s.set(s.between(60, 200), i -> s.old(i) + by);
      }),
  /** Half a day that repeats the half before, by day as by night. */
  SHIFTED_DAY(Injection::shiftDay),
  /** Six times the noise. */
  NOISE(
      s -> {
        double sigma = Math.max(6 * s.noise, .25 * s.range);
        return s.set(s.between(40, 100), i -> s.old(i) + sigma * s.r.gauss());
      }),
  /** The last value again and again. */
  FLAT(s -> s.set(s.between(60, 150), i -> s.before)),
  /** A slow rise beyond all others. */
  RAMP(
      s -> {
        int k = s.between(60, 120);
        return s.set(k, i -> s.old(i) + 1.3 * s.range * i / (k - 1));
      }),
  /** It rises and does not come down again. */
  STUCK_RISE(s -> s.set(s.between(60, 150), i -> s.before + (i + 1) * s.range / 40)),
  /** The highest hours of a day do not come. */
  MISSING_JOB(
      s -> {
        s.at = s.highest() - 6;
        return s.set(24, i -> s.median + s.noise / 2 * s.r.gauss());
      }),
  /** It stays in one of its states. */
  STUCK(s -> s.set(300, i -> s.before + s.noise / 2 * s.r.gauss())),
  /** A level between the two that it has. */
  THIRD_LEVEL(s -> s.set(s.between(20, 80), i -> (s.low + s.high) / 2 + s.noise / 2 * s.r.gauss())),
  /** A jump of some percent that comes back. */
  JUMP_BACK(
      s -> {
        double factor = 1 + s.r.sign() * s.r.uniform(.04, .08);
        return s.set(s.between(2, 10), i -> s.old(i) * factor);
      }),
  /** A counter counts no more. */
  STALLED(s -> s.recount(0)),
  /** A counter counts five times as fast. */
  SURGE(s -> s.recount(5)),
  /** A season several times as fast. */
  OTHER_PERIOD(
      s -> {
        double turn = 2 * Math.PI / s.r.uniform(5, 8);
        return s.set(
            120,
            i ->
                (s.low + s.high) / 2
                    + .4 * s.range * Math.sin(turn * i)
                    + .8 * s.r.gauss() * s.noise);
      }),
  /** Every second value is lost and sent as 0. */
  DROPOUTS(s -> s.set(s.between(20, 60), i -> i % 2 == 0 ? 0 : s.old(i))),
  /** It does not go beyond a third of its range, when it should. */
  SATURATED(
      s -> {
        int k = s.between(40, 120);
        s.moveWhile(k, x -> x < s.low + .5 * s.range);
        return s.set(k, i -> Math.min(s.old(i), s.low + .3 * s.range));
      }),
  /** It falls below all others for a while. */
  SAG(
      s -> {
        double by = s.r.uniform(.6, 1.2) * s.range;
        return s.set(s.between(15, 80), i -> s.old(i) - by);
      }),
  /** The sign is turned: high is low, about the middle. */
  MIRRORED(s -> s.set(s.between(60, 150), i -> s.low + s.high - s.old(i))),
  /** It grows with every value and is not worked off. */
  BACKLOG(
      s -> {
        double by = Math.max(2, s.range / s.r.uniform(20, 60));
        return s.set(s.between(60, 150), i -> s.old(i) + by * (i + 1));
      }),
  /** Noise of a tenth of the usual or less, as of a sensor that is stuck. */
  QUIET(
      s -> {
        double share = s.r.uniform(.03, .1);
        double level = Shapes.mean(s.x, s.at - 20, s.at);
        return s.set(s.between(60, 150), i -> level + share * (s.old(i) - level));
      }),
  /** A day of the weekend like a workday, or the other way round. */
  ODD_DAY(Injection::oddDay);

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Effect effect;

  Anomaly(Effect effect) {
    this.effect = effect;
  }

  private interface Effect {
    Span on(Injection site);
  }

  /** The name in labels. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Changes the values from an index on, at least 1; returns those that it changed. */
  Span inject(RandomDraws r, double[] x, int at, double noise, Clock clock) {
    return effect.on(new Injection(r, x, at, noise, clock));
  }
}
