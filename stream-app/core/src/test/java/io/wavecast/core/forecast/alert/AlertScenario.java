package io.wavecast.core.forecast.alert;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Feeds deviations to an alert step and collects its alerts. */
abstract class AlertScenario {
  static final long STEP = 1000;

  final List<Alert> alerts = new ArrayList<>();
  AlertState state = AlertState.EMPTY;
  long now = 100 * STEP;
  AlertStep step = step(rule(2, 3, 2, Duration.ZERO, AlertRule.Side.BOTH, 0, 0));

  static AlertRule rule(
      int minBreaches,
      int windowSize,
      int recoverAfter,
      Duration coolDown,
      AlertRule.Side side,
      double minAbsolute,
      double minRelative) {
    return new AlertRule(
        "r",
        SeriesPattern.ALL,
        1,
        2,
        0.5,
        minBreaches,
        windowSize,
        recoverAfter,
        coolDown,
        side,
        minAbsolute,
        minRelative,
        Duration.ofMinutes(1),
        true,
        null,
        null);
  }

  static AlertStep step(AlertRule rule) {
    return new AlertStep(new AlertSettings(List.of(rule)), Metrics.NONE);
  }

  void feed(double... scores) {
    for (double score : scores) {
      feed(deviation(score, 2, 1));
    }
  }

  void feed(Deviation... deviations) {
    for (Deviation d : deviations) {
      AlertStep.Decided decided = step.decide(state, d);
      state = decided.state();
      decided.alert().ifPresent(alerts::add);
    }
  }

  Deviation deviation(double score, float y, float yhat) {
    now += STEP;
    float[] errors = new float[10];
    return new Deviation("s", now, y, 1, yhat, yhat - 1, yhat + 1, (float) score, false, errors);
  }

  /** An observation that has come back, or counts as normal. */
  Deviation because(Cause.Code code, double score) {
    return caused(deviation(score, 2, 1), Cause.of(code));
  }

  static Deviation caused(Deviation d, Cause cause) {
    return new Deviation(
        d.series(),
        d.timestamp(),
        d.y(),
        d.lead(),
        d.yhat(),
        d.yhatLower(),
        d.yhatUpper(),
        d.score(),
        d.peak(),
        d.errors(),
        cause);
  }

  Deviation unforeseen(double score) {
    now += STEP;
    float none = Float.NaN;
    float[] errors = new float[10];
    return new Deviation("s", now, 1, 0, none, none, none, (float) score, false, errors);
  }
}
