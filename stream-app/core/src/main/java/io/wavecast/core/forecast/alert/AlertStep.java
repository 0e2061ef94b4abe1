package io.wavecast.core.forecast.alert;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.CauseText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns deviations into alerts. A function of state and input, apart from metrics. Thread-safe.
 *
 * <pre>
 *            breach               M of N                 M of N critical
 *   OK ----------------> PENDING --------> WARNING ------------------------> CRITICAL
 *    ^  no breach in N      |                 |  score up to recovery           |
 *    +----------------------+                 +-----------> RECOVERING &lt;--------+
 *    ^                 as expected R times                    |    |  breach: back to
 *    +--------------------------------------------------------+    +-----> WARNING or CRITICAL
 * </pre>
 *
 * <p>An alert that has relapsed is RECOVERING no more, unless its deviation is accepted as normal,
 * and is OK after R observations in a row as expected: a series that comes and goes is one alert of
 * few events.
 *
 * <p>To be about to reach a limit is a breach, to be beyond it a critical one; see {@link Limits}.
 * To be outside intervals is a breach; see {@link Outside}. A stale series goes to WARNING at once,
 * one that is forgotten to OK. Where M is 1, PENDING is skipped.
 */
public final class AlertStep {
  private final AlertSettings settings;
  private final Metrics metrics;

  /**
   * @param metrics counts every transition
   */
  public AlertStep(AlertSettings settings, Metrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    for (State state : State.values()) {
      metrics.count(Metric.ALERTS, 0, state.name());
    }
  }

  /**
   * The result of an observation, or of a check for stale series.
   *
   * @param state the state after it
   * @param alert the transition, if the state changed
   */
  public record Decided(AlertState state, Optional<Alert> alert) {}

  /** Takes in a deviation of a series without labels; limits do not count. */
  public Decided decide(AlertState state, Deviation d) {
    return decide(state, d, null, Map.of());
  }

  /**
   * Takes in a deviation.
   *
   * @param forecast the one made at the same observation, calibrated; null before the first
   * @param labels of the series, by name; here and below they do not matter where no rule looks at
   *     labels
   */
  public Decided decide(
      AlertState state, Deviation d, @Nullable Forecast forecast, Map<String, String> labels) {
    AlertRule rule = settings.ruleOf(d.series(), labels);
    Evidence evidence = Evidence.of(state, d, forecast, rule);
    State to = evidence.next();
    if (to == state.state()) {
      return new Decided(evidence.state(), Optional.empty());
    }
    Change change = new Change(to, d.timestamp(), d.score(), evidence.cause(to));
    return apply(evidence.state(), d.series(), rule, change);
  }

  /**
   * The silence after which a series is stale; null: it never is.
   *
   * @param usual what counts where its rule says nothing; null: it never is then
   */
  public @Nullable Duration staleAfter(
      String series, Map<String, String> labels, @Nullable Duration usual) {
    return staleAfter(settings.ruleOf(series, labels), usual);
  }

  private static @Nullable Duration staleAfter(AlertRule rule, @Nullable Duration usual) {
    Duration own = rule.staleAfter();
    return own == null ? usual : own.equals(AlertRule.NEVER) ? null : own;
  }

  /**
   * Alerts when a series is stale.
   *
   * @param usual silence after which it is where its rule says nothing; null: it never is then
   * @param latest time of its latest observation, ms since the epoch; -1 before the first
   * @param watermark time up to which its observations are complete, ms since the epoch
   * @param unmuted the first time from a given one on at which its alerts are not muted
   */
  public Decided checkStale(
      AlertState state,
      String series,
      Map<String, String> labels,
      @Nullable Duration usual,
      long latest,
      long watermark,
      LongUnaryOperator unmuted) {
    AlertRule rule = settings.ruleOf(series, labels);
    Duration staleAfter = staleAfter(rule, usual);
    if (staleAfter == null || latest < 0 || isOn(state.state())) {
      return new Decided(state, Optional.empty());
    }
    long at = latest + staleAfter.toMillis();
    if (watermark < at) {
      return new Decided(state, Optional.empty());
    }
    at = unmuted.applyAsLong(at);
    if (watermark < at) {
      return new Decided(state, Optional.empty());
    }
    Cause cause = Cause.of(Cause.Code.STALE).with("silentMs", (double) staleAfter.toMillis());
    return apply(state, series, rule, new Change(State.WARNING, at, 0, cause));
  }

  /**
   * Ends the alert of a series that is forgotten.
   *
   * @param at when it is forgotten, ms since the epoch
   * @param silence how long it has been without observations
   * @return the transition to OK; empty if it is OK
   */
  public Optional<Alert> forget(
      AlertState state, String series, Map<String, String> labels, long at, Duration silence) {
    Cause cause = Cause.of(Cause.Code.EXPIRED).with("silentMs", (double) silence.toMillis());
    return state.state() == State.OK
        ? Optional.empty()
        : apply(state, series, settings.ruleOf(series, labels), new Change(State.OK, at, 0, cause))
            .alert();
  }

  /** Whether an alert is on in a state: then silence changes nothing. */
  public static boolean isOn(State state) {
    return state == State.WARNING || state == State.CRITICAL;
  }

  /** A transition whose time may still have to be moved after that of the previous one. */
  private record Change(State to, long at, float score, Cause cause) {}

  private Decided apply(AlertState state, String series, AlertRule rule, Change change) {
    State from = state.state();
    State to = change.to;
    // an observation that arrives after the alert of a stale series may be older than it
    long since = Math.max(change.at, state.since() + 1);
    long started = from == State.OK ? since : state.started();
    boolean ends = to == State.OK && from.isFiring();
    AlertState next =
        new AlertState(
            to,
            firing(state, to),
            since,
            started,
            ends ? since + rule.coolDown().toMillis() : state.coolUntil(),
            to == State.OK ? 0 : state.warnings(),
            to == State.OK ? 0 : state.criticals(),
            state.asExpected());
    metrics.count(Metric.ALERTS, 1, to.name());
    Alert alert =
        new Alert(
            Alert.idOf(series, since, to),
            series,
            to,
            from,
            since,
            started,
            change.score,
            change.cause,
            rule.name(),
            "");
    return new Decided(next, Optional.of(alert.withReason(CauseText.reason(alert))));
  }

  private static State firing(AlertState before, State to) {
    boolean relapses = before.state() == State.RECOVERING || before.hasRelapsed();
    if (to == State.RECOVERING) {
      return before.state();
    }
    return relapses && to.isFiring() ? State.RECOVERING : to;
  }
}
