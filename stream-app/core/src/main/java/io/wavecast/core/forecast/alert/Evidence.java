package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.alert.Limits.Approach;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one deviation says about its series under its rule, and the transitions that follow:
 *
 * <pre>
 *   from        M of N critical   M of N     a breach   none of N   as expected   R in a row
 *   OK          CRITICAL (1)      WARNING(1) PENDING(1)
 *   PENDING     CRITICAL          WARNING               OK
 *   WARNING     CRITICAL (4)                                        RECOVERING    OK (3)
 *   CRITICAL                                                        RECOVERING    OK (3)
 *   RECOVERING  CRITICAL (4)                 back (2)                             OK
 *
 *   (1) only by a breach, and not during the cool-down   (2) to WARNING or CRITICAL as before
 *   (3) after a relapse, which is RECOVERING no more, unless it is settled: accepted, or a new series
 *   (4) only by a breach
 * </pre>
 *
 * The leftmost condition that holds decides; where none does, the state stays.
 *
 * @param deviation the latest one
 * @param rule the rule of its series: M is minBreaches, N windowSize, R recoverAfter
 * @param state the alert state with this observation already counted
 * @param breaches whether the observation breaches
 * @param asExpected whether it is as expected
 * @param isScoreAbove whether the score alone is a breach: at the end of an anomaly it is none
 * @param approach the limit that it is about to reach, if any
 * @param isOutside whether it lies outside the intervals of the rule's lead times
 * @param stepMs time between two observations; 0 if it is not known
 */
record Evidence(
    Deviation deviation,
    AlertRule rule,
    AlertState state,
    boolean breaches,
    boolean asExpected,
    boolean isScoreAbove,
    Optional<Approach> approach,
    boolean isOutside,
    long stepMs) {

  /**
   * Counts a deviation into the state before it.
   *
   * @param forecast the one made at the observation; null before the first
   */
  static Evidence of(AlertState before, Deviation d, @Nullable Forecast forecast, AlertRule rule) {
    boolean applies = rule.applies(d) && !d.cause().isEnd();
    boolean isScoreAbove = applies && d.score() > rule.warning();
    Limits limits = rule.limits();
    Optional<Approach> approach = Optional.empty();
    boolean isFar = true;
    if (limits != null && forecast != null) {
      approach = limits.approach(d.y(), forecast);
      isFar = limits.isFar(d.y(), forecast);
    }
    Outside outside = rule.outside();
    boolean isOutside = outside != null && outside.isBreached(d, rule);
    boolean breaches = isScoreAbove || approach.isPresent() || isOutside;
    boolean critical =
        (applies && d.score() > rule.critical())
            || approach.filter(Approach::isReached).isPresent();
    boolean asExpected = (!applies || d.score() <= rule.recovery()) && isFar && !isOutside;
    AlertState state = before.observed(breaches, critical, asExpected);
    long stepMs = forecast == null ? 0 : forecast.stepMs();
    return new Evidence(
        d, rule, state, breaches, asExpected, isScoreAbove, approach, isOutside, stepMs);
  }

  /** The state that follows. */
  State next() {
    return switch (state.state()) {
      case OK -> breaches && !isCoolingDown() ? escalated(State.PENDING) : State.OK;
      case PENDING -> escalated(recentBreaches() == 0 ? State.OK : State.PENDING);
      case WARNING -> rises() ? State.CRITICAL : recovering(State.WARNING);
      case CRITICAL -> recovering(State.CRITICAL);
      case RECOVERING -> rises() ? State.CRITICAL : relapsed();
    };
  }

  /** The breaches among the last N observations. */
  private int recentBreaches() {
    return state.warningsOf(rule.windowSize());
  }

  /** The critical breaches among the last N observations. */
  private int recentCriticals() {
    return state.criticalsOf(rule.windowSize());
  }

  private boolean isCritical() {
    return recentCriticals() >= rule.minBreaches();
  }

  /** Whether an alert becomes critical by this observation; one as expected makes nothing worse. */
  private boolean rises() {
    return breaches && isCritical();
  }

  private boolean isCoolingDown() {
    return deviation.timestamp() < state.coolUntil();
  }

  private State escalated(State otherwise) {
    if (isCritical()) {
      return State.CRITICAL;
    }
    return recentBreaches() >= rule.minBreaches() ? State.WARNING : otherwise;
  }

  private State recovering(State otherwise) {
    if (state.hasRelapsed() && !isSettled()) {
      return isOver() ? State.OK : otherwise;
    }
    return asExpected ? State.RECOVERING : otherwise;
  }

  /** Whether the deviation is accepted as normal, or the series has begun anew. */
  private boolean isSettled() {
    return asExpected && deviation.cause().isSettled();
  }

  private State relapsed() {
    if (breaches) {
      return state.firing();
    }
    return isOver() ? State.OK : State.RECOVERING;
  }

  private boolean isOver() {
    return state.asExpected() >= rule.recoverAfter();
  }

  /** Why the state changes to another one: a limit, the score or intervals, or the end of it. */
  Cause cause(State to) {
    if (approach.isPresent()) {
      return inWindow(ofLimit(approach.get()), to);
    }
    if (isScoreAbove) {
      double border = to == State.CRITICAL ? rule.critical() : rule.warning();
      return inWindow(ofScore().with("border", border), to);
    }
    Outside outside = rule.outside();
    return isOutside && outside != null ? inWindow(ofOutside(outside), to) : ofEnd(to);
  }

  private Cause ofLimit(Approach a) {
    Cause cause =
        Cause.of(Code.LIMIT)
            .with(a.isUpper() ? Direction.ABOVE : Direction.BELOW)
            .with("limit", a.limit());
    return a.isReached()
        ? cause
        : cause
            .with("probability", a.probability())
            .with("leadMs", stepMs == 0 ? Double.NaN : (double) a.steps() * stepMs);
  }

  private Cause ofScore() {
    Cause cause = deviation.cause();
    return cause.code() == Code.SIGNAL
        ? cause
        : withInterval(Cause.of("score", Direction.of(deviation.y(), deviation.expected())));
  }

  private Cause ofOutside(Outside outside) {
    double expected = outside.expected(deviation);
    return withInterval(Cause.of(Code.OUTSIDE).with(Direction.of(deviation.y(), expected)));
  }

  private Cause withInterval(Cause cause) {
    return cause.with("lower", deviation.yhatLower()).with("upper", deviation.yhatUpper());
  }

  private Cause inWindow(Cause cause, State to) {
    Cause full = withValue(cause);
    return rule.windowSize() == 1
        ? full
        : full.with("window", rule.windowSize())
            .with("breaches", to == State.CRITICAL ? recentCriticals() : recentBreaches());
  }

  private Cause withValue(Cause cause) {
    return cause.with("value", deviation.y());
  }

  private Cause ofEnd(State to) {
    Cause cause = deviation.cause();
    if (isAfterSilence(to)) {
      return withValue(Cause.of(Code.RESUMED));
    }
    boolean isOver = to == State.OK && state.state() != State.PENDING && stepMs > 0;
    return withValue(cause.isEnd() ? cause : Cause.of(Code.ENDED))
        .with("calmMs", isOver ? (double) state.asExpected() * stepMs : Double.NaN);
  }

  /**
   * Whether what ends was an alert of silence: all others began with an observation that was not as
   * expected, and so fewer can have been since.
   */
  private boolean isAfterSilence(State to) {
    return to == State.RECOVERING
        ? state.asExpected() > 1
        : state.state() != State.PENDING && state.asExpected() > Math.max(2, rule.recoverAfter());
  }
}
