package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.alert.AlertRule.Side;
import io.wavecast.core.forecast.alert.Limits.Approach;
import io.wavecast.core.forecast.deviation.Saying;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.Numbers;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
import java.time.Duration;
import java.util.Objects;

/** Why the state of an alert changed, in one sentence. Part of the event: replays repeat it. */
final class Reasons {
  /** Scores between 0 and this are not given in digits. */
  private static final double TRIFLE = 0.001;

  private Reasons() {}

  /** The reason of a transition to another state. */
  static String of(Evidence e, State to) {
    if (e.approach().isPresent()) {
      return ofLimit(e, e.approach().get()) + alsoScore(e) + alsoOutside(e);
    }
    if (e.isOutside() && !e.isScoreAbove()) {
      return ofOutside(e, Objects.requireNonNull(e.rule().outside()));
    }
    return ofScore(e, to) + alsoOutside(e);
  }

  private static String ofScore(Evidence e, State to) {
    State from = e.state().state();
    if (!e.rule().scored() && (to == State.OK || to == State.RECOVERING)) {
      return ofEnd(e, to == State.OK && from != State.PENDING);
    }
    if (isAfterSilence(e, to)) {
      return Trigger.AGAIN;
    }
    return switch (to) {
      case OK ->
          from == State.PENDING
              ? "no score above " + border(e, false) + " any more"
              : e.state().asExpected() + " observations in a row as expected";
      case PENDING -> above(e) + why(e.deviation());
      case WARNING, CRITICAL ->
          from == State.RECOVERING && !e.isCritical()
              ? above(e) + " again" + why(e.deviation())
              : breaches(e, to);
      case RECOVERING ->
          e.deviation().score() > e.rule().recovery() ? uncounted(e) : score(e) + recovered(e);
    };
  }

  private static String recovered(Evidence e) {
    String reason = e.deviation().cause().reason();
    return Saying.of(reason).isEnd() ? "; " + reason : " is back to expected";
  }

  /**
   * Whether what ends was an alert of silence: all others began with an observation that was not as
   * expected, and so fewer can have been since.
   */
  private static boolean isAfterSilence(Evidence e, State to) {
    int asExpected = e.state().asExpected();
    return switch (to) {
      case RECOVERING -> asExpected > 1;
      case OK ->
          e.state().state() != State.PENDING && asExpected > Math.max(2, e.rule().recoverAfter());
      case PENDING, WARNING, CRITICAL -> false;
    };
  }

  /** The reason where a high score does not count: by the side of the value, or its distance. */
  private static String uncounted(Evidence e) {
    if (e.rule().side() != Side.BOTH && !e.deviation().cause().voice().hasDirection()) {
      return score(e) + " does not count for a rule of one side; " + e.deviation().cause().reason();
    }
    double expected = e.deviation().expected();
    double y = e.deviation().y();
    return "%s does not count for the rule: value %s, %s"
        .formatted(
            score(e),
            Numbers.of(y, y - expected),
            Double.isNaN(expected)
                ? "without a forecast"
                : "expected " + Numbers.of(expected, y - expected));
  }

  /** The reason of the end of what only limits, intervals and silence can raise. */
  private static String ofEnd(Evidence e, boolean isOver) {
    String row = e.state().asExpected() + " observations in a row";
    String value = "value " + Numbers.of(e.deviation().y());
    if (e.rule().limits() != null) {
      return isOver ? row + " far from the limit" : "no longer about to reach the limit; " + value;
    }
    if (e.rule().outside() != null) {
      return isOver ? row + " within intervals" : value + " is within its intervals";
    }
    return isOver ? Trigger.AGAIN : "an observation again; " + value;
  }

  private static String ofOutside(Evidence e, Outside outside) {
    Deviation d = e.deviation();
    return "%svalue %s%s%s, expected %s to %s"
        .formatted(
            breaches(e),
            number(d, d.y()),
            Trigger.IS_OUTSIDE,
            outside.text(d),
            number(d, d.yhatLower()),
            number(d, d.yhatUpper()));
  }

  /** That the score is high, too, and what is. */
  private static String alsoScore(Evidence e) {
    if (!e.isScoreAbove()) {
      return "";
    }
    boolean critical = e.deviation().score() > e.rule().critical();
    return "%sit %s, score %s above %s"
        .formatted(
            Saying.ALSO,
            Saying.of(e.deviation().cause().reason()).title,
            number(e, critical),
            border(e, critical));
  }

  /** That the value is outside the intervals of the rule, too. */
  private static String alsoOutside(Evidence e) {
    Outside outside = e.rule().outside();
    return outside != null && e.isOutside()
        ? Saying.ALSO + "it" + Trigger.IS_OUTSIDE + outside.text(e.deviation())
        : "";
  }

  private static String breaches(Evidence e) {
    return e.rule().windowSize() == 1
        ? ""
        : "%d of the last %d%s"
            .formatted(e.recentBreaches(), e.rule().windowSize(), Trigger.BREACH);
  }

  private static String ofLimit(Evidence e, Approach a) {
    String value = Numbers.of(e.deviation().y(), e.deviation().y() - a.limit());
    String limit = Numbers.of(a.limit(), 0);
    String breaches = breaches(e);
    if (a.isReached()) {
      String side = a.isUpper() ? "at or above" : "at or below";
      return "%svalue %s is %s the limit %s".formatted(breaches, value, side, limit);
    }
    return "%s%s %s within %d %s with probability %s; value %s"
        .formatted(
            breaches,
            a.isUpper() ? "reaches" : "falls to",
            limit,
            a.steps(),
            a.steps() == 1 ? "step" : "steps",
            Numbers.of(Math.rint(100 * a.probability()) / 100),
            value);
  }

  /** The reason of the alert of a stale series. */
  static String ofStale(Duration staleAfter) {
    return Trigger.NO_OBSERVATION + Durations.words(staleAfter);
  }

  /** The reason of the end of the alert of a series that is forgotten. */
  static String ofForgotten(Duration silence) {
    return "series expired, no observation for " + Durations.words(silence);
  }

  private static String breaches(Evidence e, State to) {
    boolean critical = to == State.CRITICAL;
    String score = number(e, critical);
    String border = border(e, critical);
    if (e.rule().windowSize() == 1) {
      return "score " + score + " above " + border + why(e.deviation());
    }
    if (e.rule().outside() != null) {
      return breaches(e) + above(e) + why(e.deviation());
    }
    return "%d of the last %d scores above %s, now %s%s"
        .formatted(
            critical ? e.recentCriticals() : e.recentBreaches(),
            e.rule().windowSize(),
            border,
            score,
            why(e.deviation()));
  }

  private static String above(Evidence e) {
    return "score " + number(e, false) + " is above " + border(e, false);
  }

  /** The score, so exact that it is above the border where it says so. */
  private static String number(Evidence e, boolean critical) {
    return Numbers.above(
        e.deviation().score(), critical ? e.rule().critical() : e.rule().warning());
  }

  private static String border(Evidence e, boolean critical) {
    return Numbers.of(critical ? e.rule().critical() : e.rule().warning(), 0);
  }

  private static String score(Evidence e) {
    double score = e.deviation().score();
    return "score " + (score > 0 && score < TRIFLE ? "below " + TRIFLE : Numbers.of(score));
  }

  /** A number in the unit of the series, so exact that it differs from the ends of the interval. */
  private static String number(Deviation d, double x) {
    return Numbers.of(x, d.yhatUpper() - d.yhatLower());
  }

  /** What is unusual, or the observed and the expected value. */
  private static String why(Deviation d) {
    if (!d.cause().reason().isEmpty()) {
      return "; " + d.cause().reason();
    }
    if (d.lead() == 0) {
      return "";
    }
    String value = "; value " + number(d, d.y());
    String expected = "expected " + number(d, d.yhatLower()) + " to " + number(d, d.yhatUpper());
    return d.isOutside()
        ? value + ", " + expected
        : value + ", within the " + expected + " but unlike what came before";
  }
}
