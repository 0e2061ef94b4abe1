package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.season.UsualRange;
import io.wavecast.core.text.Numbers;
import io.wavecast.schemas.forecast.Voice;
import java.time.Duration;

/** Says why an observation is unusual, in one sentence. Part of the event: replays repeat it. */
final class Sentences {
  private Sentences() {}

  /** Says that a value keeps its distance from the one expected before the anomaly. */
  static String remains(Sample s, double expected) {
    return value(s) + Saying.REMAINS.words + Numbers.of(expected);
  }

  /**
   * @param voice that speaks, not NONE
   */
  static String of(Sample s, Voice voice) {
    String lately = " in the last " + Numbers.about(Duration.ofMillis(s.time - s.began));
    String past = lately + " except in anomalies"; // of which little is learned
    return switch (voice) {
      case NONE -> throw new IllegalArgumentException("no voice has spoken");
      case FORECAST -> value(s) + expected(s) + Saying.FORECAST.words + past;
      case LEAD_TIMES -> value(s) + expected(s) + Saying.LEAD_TIMES.words + past;
      case VALUE -> value(s) + (isHighest(s) ? Saying.HIGHEST : Saying.LOWEST).words + past;
      case FLAT ->
          value(s)
              + Saying.FLAT.words
              + ((long) s.value(Feature.FLAT_RUN) + 1)
              + " times in a row: at most "
              + ((long) s.record(Feature.FLAT_RUN) + 1)
              + " times"
              + past;
      case NOISE ->
          value(s) + changes(StrictMath.exp(s.value(Feature.NOISE))) + " as much as usual";
      case GAP ->
          value(s) + ", the last " + Gaps.run(s) + Saying.GAP.words + Gaps.RARE + " did" + past;
      case STATE ->
          Double.isNaN(s.value(Feature.DWELL))
                  || s.evidence(Feature.CROSSINGS) > s.evidence(Feature.DWELL)
              ? value(s)
                  + Saying.RESTLESS.words
                  + percent(s.value(Feature.CROSSINGS))
                  + " of the latest values, usually at most at "
                  + percent(s.record(Feature.CROSSINGS))
                  + past
              : value(s)
                  + (isHigh(s) ? Saying.LONG_HIGH : Saying.LONG_LOW).words
                  + (long) s.value(Feature.DWELL)
                  + " values, at most for "
                  + (long) s.record(Feature.DWELL)
                  + past;
      case TIME_OF_DAY ->
          value(s)
              + (s.usualRange != null && TimeOfWeek.saysMore(s, s.usualRange)
                  ? usual(s.usualRange)
                  : (s.isHighMissing ? Saying.NO_RISE : Saying.NO_FALL).words
                      + Numbers.of(s.missing)
                      + ", and did not");
      case NEW ->
          value(s)
              + Saying.NEW.words
              + (s.n <= ValueMemory.GENERATION
                  ? lately
                  : " in the last " + ValueMemory.GENERATION + " values");
    };
  }

  private static String changes(double ratio) {
    return ratio >= 1
        ? Saying.NOISY.words + Numbers.of(ratio) + " times"
        : Saying.QUIET.words + Math.max(1, Math.round(100 * ratio)) + " %";
  }

  /** The usual range at this hour of the week. */
  private static String usual(UsualRange usual) {
    return Saying.WEEK.words + Numbers.of(usual.low()) + " to " + Numbers.of(usual.high());
  }

  /** The share of values that cross the middle, by the feature. */
  private static String percent(double crossings) {
    double share = StrictMath.exp(crossings) - Dwell.MIN_SHARE;
    return Math.max(0, Math.round(100 * share)) + " %";
  }

  private static boolean isHighest(Sample s) {
    return s.evidence(Feature.VALUE_HIGH) > s.evidence(Feature.VALUE_LOW);
  }

  private static boolean isHigh(Sample s) {
    return 2 * s.x > s.record(Feature.VALUE_HIGH) - s.record(Feature.VALUE_LOW);
  }

  private static String value(Sample s) {
    return (s.counter ? "increase " : "value ") + Numbers.of(s.x);
  }

  /** The interval of the nearest forecast, where the value lies outside. */
  private static String expected(Sample s) {
    OpenForecasts.Expected nearest = s.errors.nearest;
    return nearest.lead == 0 || (s.x >= nearest.lower && s.x <= nearest.upper)
        ? ""
        : ", expected " + Numbers.of(nearest.lower) + " to " + Numbers.of(nearest.upper);
  }
}
