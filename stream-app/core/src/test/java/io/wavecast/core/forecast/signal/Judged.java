package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A series that is judged value by value, with its season, as a stream does it. A random walk
 * forecasts, or what is given as the truth. Not thread-safe.
 */
final class Judged {
  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Monday 2023-11-13 00:00 UTC. */
  static final long START = 1_699_833_600_000L;

  private static final int WINDOW = 50;
  private static final int HORIZON = 10;

  final List<Deviation> deviations = new ArrayList<>();
  final long stepMs;
  private final RandomWalk walk = new RandomWalk(0.9);
  private final SeasonStep seasons = new SeasonStep(SeasonSettings.Mode.AUTO);
  private float[] window = {};
  private DeviationStep step = new DeviationStep(0.9, AlertSettings.DEFAULT, Metrics.NONE);
  private CivilTime civil = CivilTime.UTC;
  private WeekClock clock = CivilTime.UTC;
  private IntToDoubleFunction truth;
  private double half;
  private int horizon = HORIZON;
  private boolean isStored;
  private DeviationState deviation = DeviationState.EMPTY;
  private SeasonState season = SeasonState.EMPTY;
  private SeasonStep.Season openSeason;
  private DeviationStep.Judging judging;
  private long time = START;

  Judged(long stepMs) {
    this.stepMs = stepMs;
    open();
  }

  /** A series with a value a minute, after its first n values. */
  static Judged of(int n, IntToDoubleFunction value) {
    return new Judged(MINUTE).feed(n, value);
  }

  /** With another budget of false alerts and time of acceptance. */
  Judged alerts(String budget, Duration acceptAfter) {
    step =
        new DeviationStep(
            0.9,
            new AlertSettings(List.of(), FalseAlerts.parse(budget), acceptAfter),
            Metrics.NONE);
    return reopen();
  }

  /** By other clocks, and other hours of the week. */
  Judged clocks(ZoneId zone, WeekClock hours) {
    civil = new CivilTime(zone);
    clock = hours;
    return reopen();
  }

  /**
   * Forecast by a function of the index of a value instead of a random walk.
   *
   * @param halfWidth of intervals
   */
  Judged forecast(IntToDoubleFunction mean, double halfWidth) {
    truth = mean;
    half = halfWidth;
    return this;
  }

  Judged horizon(int leads) {
    horizon = leads;
    return this;
  }

  /** Whether states are written and read after each value. */
  Judged stored(boolean stored) {
    isStored = stored;
    return this;
  }

  Judged feed(int n, IntToDoubleFunction value) {
    for (int i = 0; i < n; i++) {
      feed(value.applyAsDouble(deviations.size()));
    }
    return this;
  }

  Deviation feed(double y) {
    Deviation d = judging.judge("s", time, (float) y);
    int from = window.length == WINDOW ? 1 : 0;
    window = Arrays.copyOfRange(window, from, window.length + 1);
    window[window.length - 1] = (float) y;
    next(d, true);
    return d;
  }

  /** A value that is judged, and of which nothing is learned. */
  Deviation judgeOnly(double y) {
    Deviation d = judging.judgeOnly("s", time, (float) y);
    next(d, false);
    return d;
  }

  private void next(Deviation d, boolean learns) {
    deviations.add(d);
    if (learns && deviations.size() > 1) {
      judging.expect(openSeason.mix(made(), window, 0, window.length, true), true);
    }
    time += stepMs;
    if (isStored) {
      reopen();
    }
  }

  /** A pause in which no value comes; windows restart after it. */
  Judged pause(long ms) {
    long latest = time - stepMs;
    time += ms;
    window = new float[0];
    judging.restart(time - latest);
    return this;
  }

  Judged wasNormal() {
    judging.wasNormal();
    return this;
  }

  Judged forgetModel() {
    judging.forgetModel();
    return this;
  }

  private Forecast made() {
    boolean isWarmUp = window.length < WINDOW;
    Forecast f = walk.forecast("s", time, stepMs, window, 0, isWarmUp, false, horizon);
    if (isWarmUp || truth == null) {
      return f;
    }
    float[] yhat = new float[horizon];
    float[] lower = new float[horizon];
    float[] upper = new float[horizon];
    for (int h = 0; h < horizon; h++) {
      double mean = truth.applyAsDouble(deviations.size() + h);
      yhat[h] = (float) mean;
      lower[h] = (float) (mean - half);
      upper[h] = (float) (mean + half);
    }
    ModelRef model = new ModelRef("truth", "1");
    return new Forecast("s", time, stepMs, yhat, lower, upper, 0.9, model, false, false);
  }

  private void open() {
    openSeason = seasons.open(season, clock, civil);
    judging = step.open(deviation, openSeason);
  }

  /** Writes and reads the states. */
  Judged reopen() {
    deviation = judging.close();
    if (!deviation.isEmpty()) {
      deviation = DeviationState.read(ByteBuffer.wrap(bytes(deviation)));
    }
    season = openSeason.close();
    if (!season.isEmpty()) {
      season = SeasonState.read(ByteBuffer.wrap(bytes(season)));
    }
    open();
    return this;
  }

  byte[] deviationBytes() {
    return bytes(judging.close());
  }

  byte[] seasonBytes() {
    return bytes(openSeason.close());
  }

  private static byte[] bytes(DeviationState state) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    state.write(out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] bytes(SeasonState state) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    state.write(out);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** The signals by which anomalies began, from a value on. */
  List<String> begun(int from) {
    return begins(from).stream().map(i -> deviations.get(i).cause().signal()).toList();
  }

  /** The indices at which anomalies began, from a value on. */
  List<Integer> begins(int from) {
    List<Integer> begins = new ArrayList<>();
    for (int i = from; i < deviations.size(); i++) {
      Deviation d = deviations.get(i);
      if (d.score() > 1 && d.cause().since() == d.timestamp()) {
        begins.add(i);
      }
    }
    return begins;
  }

  /** Indices of the values with a code, from a value on. */
  List<Integer> with(Cause.Code code, int from) {
    List<Integer> found = new ArrayList<>();
    for (int i = from; i < deviations.size(); i++) {
      if (deviations.get(i).cause().code() == code) {
        found.add(i);
      }
    }
    return found;
  }

  boolean isOpen() {
    return judging.isDeviating();
  }

  boolean isCounter() {
    return judging.isCounter();
  }

  int size() {
    return deviations.size();
  }

  Deviation last() {
    return deviations.get(deviations.size() - 1);
  }

  /** The highest score from a value on. */
  float highest(int from) {
    float highest = 0;
    for (Deviation d : deviations.subList(from, deviations.size())) {
      highest = Math.max(highest, d.score());
    }
    return highest;
  }

  float[] scores() {
    float[] scores = new float[deviations.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = deviations.get(i).score();
    }
    return scores;
  }
}
