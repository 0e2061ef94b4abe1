package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A series under watch: each value is judged, a rule decides, a random walk forecasts. */
final class Watched {
  static final long STEP = 60_000;
  static final long START = 1_699_920_000_000L; // midnight

  final List<Deviation> deviations = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();

  private final DeviationStep step;
  private final CivilTime civil;
  private final AlertStep rule;
  private final RandomWalk walk = new RandomWalk(0.9);
  private final long stepMs;
  private DeviationState state = DeviationState.EMPTY;
  private AlertState alert = AlertState.EMPTY;

  Watched(Profile profile, AlertRule rule, long stepMs) {
    this(profile, rule, stepMs, ZoneOffset.UTC);
  }

  Watched(Profile profile, AlertRule rule, long stepMs, ZoneId zone) {
    this.step =
        new DeviationStep(profile, 0.9, falseAlerts(stepMs), acceptAfter(stepMs), Metrics.NONE);
    this.civil = new CivilTime(zone);
    this.rule = new AlertStep(new AlertSettings(List.of(rule)), Metrics.NONE);
    this.stepMs = stepMs;
  }

  /** So few that the border is 5 decades, whatever the step. */
  private static FalseAlerts falseAlerts(long stepMs) {
    return new FalseAlerts(1, Duration.ofMillis(31_623 * stepMs));
  }

  /** 250 values, but a day and a tenth where a day has at most 300. */
  private static Duration acceptAfter(long stepMs) {
    long day = stepMs < 288_000 ? 0 : Duration.ofMinutes(1584).toMillis();
    return Duration.ofMillis(Math.max(250 * stepMs, day));
  }

  Watched(Profile profile) {
    this(profile, AlertRule.DEFAULT, STEP);
  }

  /** A series under watch, a value a minute, after its first n values. */
  static Watched of(Profile profile, int n, IntToDoubleFunction value) {
    Watched w = new Watched(profile);
    for (int t = 0; t < n; t++) {
      w.feed(value.applyAsDouble(t));
    }
    return w;
  }

  Deviation feed(double y) {
    DeviationStep.Judging judging = step.open(state, civil);
    Deviation d = judging.judge("s", now(), (float) y, UsualHere.UNKNOWN);
    AlertStep.Decided decided = rule.decide(alert, d);
    alert = decided.state();
    decided.alert().ifPresent(alerts::add);
    forecast(judging, d, true);
    return d;
  }

  /** A value of which nothing is learned, and which raises no alert. */
  void skip(double y) {
    DeviationStep.Judging judging = step.open(state, civil);
    Deviation d = judging.judgeOnly("s", now(), (float) y, UsualHere.UNKNOWN);
    forecast(judging, d, false);
  }

  private long now() {
    return START + stepMs * deviations.size();
  }

  private void forecast(DeviationStep.Judging judging, Deviation d, boolean learns) {
    long time = now();
    deviations.add(d);
    int n = deviations.size();
    float[] window = new float[Math.min(n, Forecaster.WINDOW)];
    for (int i = 0; i < window.length; i++) {
      window[i] = deviations.get(n - window.length + i).y();
    }
    Forecast forecast = walk.forecast("s", time, stepMs, window, 0, false, false);
    judging.expect(forecast, learns);
    state = judging.close();
  }

  /** The state after the latest value, to be compared. */
  byte[] bytes(Profile profile) {
    byte[] data = state.dataFor(profile);
    Arrays.fill(data, profile.layout.forecasts, profile.layout.later, (byte) 0);
    return data;
  }

  /** The alerts that began since a value, as the voices that spoke. */
  List<String> begun(int since) {
    List<String> begun = new ArrayList<>();
    for (Alert a : alerts) {
      if (a.previous() == Alert.State.OK && a.since() >= START + stepMs * since) {
        int at = (int) ((a.since() - START) / stepMs);
        begun.add(deviations.get(at).cause().voice().name());
      }
    }
    return begun;
  }

  boolean isFiring() {
    return alert.state().isFiring();
  }
}
