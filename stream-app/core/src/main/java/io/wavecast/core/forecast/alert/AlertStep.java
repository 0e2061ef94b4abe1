package io.wavecast.core.forecast.alert;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.Direction;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns deviations into alerts. A function of state and input; only the metrics are told besides.
 * Thread-safe.
 *
 * <pre>
 *            breach               M of N                 M of N critical
 *   OK ----------------> PENDING --------> WARNING ------------------------> CRITICAL
 *    ^  no breach in N      |                 |  score up to recovery           |
 *    +----------------------+                 +-----------> RECOVERING <--------+
 *    ^                     calm in a row                      |    |  breach: back to
 *    +--------------------------------------------------------+    +-----> WARNING or CRITICAL
 * </pre>
 *
 * <p>A silent series goes to WARNING at once. Where M is 1, PENDING is passed over.
 */
public final class AlertStep {
  private static final int MOST = 32;

  private final AlertSettings settings;
  private final Metrics metrics;

  /**
   * @param metrics told of every transition
   */
  public AlertStep(AlertSettings settings, Metrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    for (State state : State.values()) {
      metrics.count(Metric.ALERTS, 0, state.name());
    }
  }

  /** What comes of a deviation, or of silence: an alert where the state changed. */
  public record Decided(AlertState state, Optional<Alert> alert) {}

  /** Takes a deviation in. */
  public Decided decide(AlertState state, Deviation d) {
    AlertRule rule = settings.ruleOf(d.series());
    boolean concerns = rule.concerns(d);
    boolean warning = concerns && d.score() > rule.warning();
    boolean critical = concerns && d.score() > rule.critical();
    boolean calm = !concerns || d.score() <= rule.recovery();
    AlertState next =
        new AlertState(
            state.state(),
            state.firing(),
            state.since(),
            state.started(),
            state.coolUntil(),
            (state.warnings() << 1) | (warning ? 1 : 0),
            (state.criticals() << 1) | (critical ? 1 : 0),
            calm ? Math.min(state.calm() + 1, MOST) : 0);
    int warnings = count(next.warnings(), rule.of());
    int criticals = count(next.criticals(), rule.of());
    boolean enough = warnings >= rule.breaches();
    boolean enoughCritical = criticals >= rule.breaches();
    State to =
        switch (state.state()) {
          case OK ->
              !warning || d.timestamp() < state.coolUntil()
                  ? State.OK
                  : enoughCritical ? State.CRITICAL : enough ? State.WARNING : State.PENDING;
          case PENDING ->
              enoughCritical
                  ? State.CRITICAL
                  : enough ? State.WARNING : warnings == 0 ? State.OK : State.PENDING;
          case WARNING -> enoughCritical ? State.CRITICAL : calm ? State.RECOVERING : State.WARNING;
          case CRITICAL -> calm ? State.RECOVERING : State.CRITICAL;
          case RECOVERING ->
              enoughCritical
                  ? State.CRITICAL
                  : warning
                      ? state.firing()
                      : next.calm() >= rule.calm() ? State.OK : State.RECOVERING;
        };
    if (to == state.state()) {
      return new Decided(next, Optional.empty());
    }
    String reason =
        switch (to) {
          case OK ->
              state.state() == State.PENDING
                  ? "no score above " + number(rule.warning()) + " any more"
                  : next.calm() + " observations in a row as expected";
          case PENDING -> score(d) + " is above " + number(rule.warning());
          case WARNING, CRITICAL ->
              state.state() == State.RECOVERING && !enoughCritical
                  ? score(d) + " is above " + number(rule.warning()) + " again" + comparison(d)
                  : to == State.WARNING
                      ? breaches(d, warnings, rule.of(), rule.warning())
                      : breaches(d, criticals, rule.of(), rule.critical());
          case RECOVERING -> score(d) + " is back to expected";
        };
    return change(next, to, d.timestamp(), d.series(), d.score(), direction(d), rule, reason);
  }

  /** The least silence after which any series alerts; empty when none does. */
  public Optional<Duration> leastSilence() {
    return settings.rules().stream()
        .flatMap(rule -> Stream.ofNullable(rule.stale()))
        .min(Comparator.naturalOrder());
  }

  /**
   * A series that was silent for too long alerts.
   *
   * @param seen time of its newest observation, ms since the epoch; -1 before the first
   * @param until up to when its observations are known, ms since the epoch
   */
  public Decided stale(AlertState state, String series, long seen, long until) {
    AlertRule rule = settings.ruleOf(series);
    Duration silence = rule.stale();
    if (silence == null
        || seen < 0
        || state.state() == State.WARNING
        || state.state() == State.CRITICAL) {
      return new Decided(state, Optional.empty());
    }
    long at = seen + silence.toMillis();
    if (until < at) {
      return new Decided(state, Optional.empty());
    }
    String reason = "no observation for " + text(silence);
    return change(state, State.WARNING, at, series, 0, Direction.NONE, rule, reason);
  }

  private Decided change(
      AlertState state,
      State to,
      long at,
      String series,
      float score,
      Direction direction,
      AlertRule rule,
      String reason) {
    // an observation that comes after its silence was told may be older than that silence
    long since = Math.max(at, state.since() + 1);
    long started = state.state() == State.OK ? since : state.started();
    boolean ends = to == State.OK && state.state() == State.RECOVERING;
    AlertState next =
        new AlertState(
            to,
            to == State.RECOVERING ? state.state() : to,
            since,
            started,
            ends ? since + rule.coolDown().toMillis() : state.coolUntil(),
            to == State.OK ? 0 : state.warnings(),
            to == State.OK ? 0 : state.criticals(),
            state.calm());
    metrics.count(Metric.ALERTS, 1, to.name());
    return new Decided(
        next,
        Optional.of(
            new Alert(
                Alert.idOf(series, since, to),
                series,
                to,
                state.state(),
                since,
                started,
                score,
                direction,
                rule.name(),
                reason)));
  }

  private static int count(int bits, int of) {
    return Integer.bitCount(of == MOST ? bits : bits & ((1 << of) - 1));
  }

  private static Direction direction(Deviation d) {
    return d.lead() == 0 || d.y() == d.yhat()
        ? Direction.NONE
        : d.y() > d.yhat() ? Direction.ABOVE : Direction.BELOW;
  }

  private static String breaches(Deviation d, int breaches, int of, double threshold) {
    String scores = breaches + " of the last " + of + " scores above " + number(threshold);
    return scores + ", now " + number(d.score()) + comparison(d);
  }

  /** What came and what was expected: a value may lie in its interval and be new all the same. */
  private static String comparison(Deviation d) {
    if (d.lead() == 0) {
      return "";
    }
    String expected = number(d.yhatLower()) + " to " + number(d.yhatUpper());
    boolean within = d.y() >= d.yhatLower() && d.y() <= d.yhatUpper();
    return "; value "
        + number(d.y())
        + (within
            ? ", within the expected " + expected + " but unlike what came before"
            : ", expected " + expected);
  }

  private static String score(Deviation d) {
    return "score " + number(d.score());
  }

  /** Four digits. */
  private static String number(double x) {
    return Float.toString(new BigDecimal(x).round(new MathContext(4)).floatValue());
  }

  private static String text(Duration d) {
    return d.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
