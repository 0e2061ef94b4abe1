package io.wavecast.trainer.alerts;

import io.wavecast.trainer.mixture.RandomDraws;
import java.util.Arrays;
import java.util.function.DoublePredicate;
import java.util.function.IntToDoubleFunction;

/** Where an anomaly is put, and what is usual there. Not thread-safe. */
final class Injection {
  final RandomDraws r;
  final double[] x;
  final double noise;
  final double low;
  final double high;
  final double range;
  final double mean;
  final double median;

  /** The value before the anomaly. */
  final double before;

  /** Index of the first value that changes. */
  int at;

  private final Clock clock;

  Injection(RandomDraws r, double[] x, int at, double noise, Clock clock) {
    this.r = r;
    this.x = x;
    this.at = at;
    this.noise = noise;
    this.clock = clock;
    this.low = Shapes.quantile(x, .01);
    this.high = Shapes.quantile(x, .99);
    this.range = Math.max(high - low, 4 * noise);
    this.mean = Shapes.mean(x, 0, x.length);
    this.median = Shapes.quantile(x, .5);
    this.before = x[at - 1];
  }

  /** Uniform in {@code from..to - 1}. */
  int between(int from, int to) {
    return Shapes.integer(r, from, to);
  }

  /** The value that the i-th one of the anomaly has had so far. */
  double old(int i) {
    return x[at + i];
  }

  /** Sets a number of values, by their number in the anomaly from 0. */
  Span set(int count, IntToDoubleFunction value) {
    int end = Math.min(at + count, x.length);
    for (int i = 0; i < end - at; i++) {
      x[at + i] = value.applyAsDouble(i);
    }
    return new Span(at, end - 1);
  }

  /**
   * Advances while the mean of the next {@code count} values satisfies a condition, up to the end.
   */
  void moveWhile(int count, DoublePredicate isSo) {
    while (at + count < x.length - 100 && isSo.test(Shapes.mean(x, at, at + count))) {
      at += count;
    }
  }

  /** The index of the highest value of the next day. */
  int highest() {
    int highest = at;
    for (int i = at; i < Math.min(at + clock.perDay(), x.length); i++) {
      highest = x[i] > x[highest] ? i : highest;
    }
    return highest;
  }

  /** Repeats the half day before; where that is hardly another, with 1.8 times its values. */
  Span shiftDay() {
    int k = clock.perDay() / 2;
    double[] half = Arrays.copyOfRange(x, at - k, at);
    double apart = 0;
    for (int i = 0; i < k; i++) {
      apart += Math.abs(half[i] - x[at - 2 * k + i]) / k;
    }
    double factor = apart < 3 * noise ? 1.8 : 1;
    return set(k, i -> half[i] * factor);
  }

  /**
   * Makes the next day one of the other kind, weekend or workday, with values of up to a week
   * before. Night and early morning, which are alike on both, are not part of it.
   */
  Span oddDay() {
    int day = clock.perDay();
    at = (at + day - 1) / day * day;
    int back = day;
    while (clock.isWeekend(at - back) == clock.isWeekend(at)) {
      back += day;
    }
    double[] other = Arrays.copyOfRange(x, at - back, at - back + day);
    at += clock.hours(6);
    return set(day - clock.hours(6), i -> other[clock.hours(6) + i]);
  }

  /** Counts {@code times} as fast for a while; later values keep the difference until a restart. */
  Span recount(double times) {
    int k = between(20, 60);
    double add = 0;
    double last = x[at - 1];
    boolean restarted = false;
    for (int i = at; i < x.length && !restarted; i++) {
      double change = x[i] - last;
      last = x[i];
      restarted = change < 0;
      if (!restarted) {
        add += i < at + k ? (times - 1) * change : 0;
        x[i] += add;
      }
    }
    return new Span(at, Math.min(at + k, x.length) - 1);
  }
}
