package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.alert.Limits.Approach;
import io.wavecast.core.forecast.deviation.Saying;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
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
 * @param approach the limit that it is about to reach, if any
 * @param isOutside whether it lies outside the intervals of the rule's lead times
 */
record Evidence(
    Deviation deviation,
    AlertRule rule,
    AlertState state,
    boolean breaches,
    boolean asExpected,
    Optional<Approach> approach,
    boolean isOutside) {

  /**
   * Counts a deviation into the state before it.
   *
   * @param forecast the one made at the observation; null before the first
   */
  static Evidence of(AlertState before, Deviation d, @Nullable Forecast forecast, AlertRule rule) {
    boolean applies = rule.applies(d);
    Limits limits = rule.limits();
    Optional<Approach> approach = Optional.empty();
    boolean isFar = true;
    if (limits != null && forecast != null) {
      approach = limits.approach(d.y(), forecast);
      isFar = limits.isFar(d.y(), forecast);
    }
    Outside outside = rule.outside();
    boolean isOutside = outside != null && outside.isBreached(d, rule);
    boolean breaches = isScoreAbove(d, rule) || approach.isPresent() || isOutside;
    boolean critical =
        (applies && d.score() > rule.critical())
            || approach.filter(Approach::isReached).isPresent();
    boolean asExpected = (!applies || d.score() <= rule.recovery()) && isFar && !isOutside;
    AlertState state = before.observed(breaches, critical, asExpected);
    return new Evidence(d, rule, state, breaches, asExpected, approach, isOutside);
  }

  /** Whether the score alone is a breach. */
  boolean isScoreAbove() {
    return isScoreAbove(deviation, rule);
  }

  private static boolean isScoreAbove(Deviation d, AlertRule rule) {
    return rule.applies(d) && d.score() > rule.warning();
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
  int recentBreaches() {
    return state.warningsOf(rule.windowSize());
  }

  /** The critical breaches among the last N observations. */
  int recentCriticals() {
    return state.criticalsOf(rule.windowSize());
  }

  boolean isCritical() {
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
    return asExpected && Saying.of(deviation.cause().reason()).isEnd();
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
}
