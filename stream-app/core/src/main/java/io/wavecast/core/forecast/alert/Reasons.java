package io.wavecast.core.forecast.alert;

import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Deviation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Why the state of an alert changed, in one sentence. Part of the event: replays repeat it. */
final class Reasons {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Reasons() {}

  /** The reason of a transition to another state. */
  static String of(Evidence e, State to) {
    State from = e.state().state();
    return switch (to) {
      case OK ->
          from == State.PENDING
              ? "no score above " + number(e.rule().warning()) + " any more"
              : e.state().asExpected() + " observations in a row as expected";
      case PENDING -> above(e);
      case WARNING, CRITICAL ->
          from == State.RECOVERING && !e.isCritical()
              ? above(e) + " again" + comparison(e.deviation())
              : breaches(e, to);
      case RECOVERING -> score(e) + " is back to expected";
    };
  }

  /** The reason of the alert of a stale series. */
  static String ofStale(Duration staleAfter) {
    return "no observation for " + staleAfter.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String breaches(Evidence e, State to) {
    boolean critical = to == State.CRITICAL;
    return "%d of the last %d scores above %s, now %s%s"
        .formatted(
            critical ? e.recentCriticals() : e.recentBreaches(),
            e.rule().windowSize(),
            number(critical ? e.rule().critical() : e.rule().warning()),
            number(e.deviation().score()),
            comparison(e.deviation()));
  }

  private static String above(Evidence e) {
    return score(e) + " is above " + number(e.rule().warning());
  }

  private static String score(Evidence e) {
    return "score " + number(e.deviation().score());
  }

  /** The observed and the expected value: a value may lie in its interval and still be unusual. */
  private static String comparison(Deviation d) {
    if (d.lead() == 0) {
      return "";
    }
    String value = "; value " + number(d.y());
    String expected = "expected " + number(d.yhatLower()) + " to " + number(d.yhatUpper());
    return d.isOutside()
        ? value + ", " + expected
        : value + ", within the " + expected + " but unlike what came before";
  }

  private static String number(double x) {
    return Float.toString(new BigDecimal(x).round(FOUR_DIGITS).floatValue());
  }
}
