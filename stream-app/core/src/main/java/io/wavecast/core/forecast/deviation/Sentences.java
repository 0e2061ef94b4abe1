package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.season.UsualRange;
import io.wavecast.core.text.Numbers;
import io.wavecast.schemas.forecast.Voice;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why an observation is unusual, in one sentence. Part of the event: replays repeat it. */
final class Sentences {
  private Sentences() {}

  /**
   * Says that a value keeps its distance from the one expected before the anomaly.
   *
   * @param border evidence above which others are named, in decades
   */
  static String remains(Sample s, double expected, double border) {
    return value(s)
        + Saying.REMAINS.words
        + number(s, expected)
        + also(s, saying(s, OpenAnomaly.voice(s.data)), border);
  }

  /** Says that nothing counts any more that was known before a pause. */
  static String newSeries(Pause pause) {
    return "the series"
        + Saying.NEW_SERIES.words
        + Numbers.about(Duration.ofMillis((long) pause.ms()));
  }

  /** Says that an anomaly has lasted for so long that it is none any more. */
  static String accepted(Sample s) {
    String what =
        switch (s.accepted) {
          case FLAT -> "flat line";
          case NOISE -> "noise";
          default -> "level";
        };
    return value(s) + ": this " + what + Saying.ACCEPTED.words + s.acceptedAfter + " values";
  }

  /**
   * Says what a voice has heard, and names others: those that would suffice alone, or those without
   * which it does not.
   *
   * @param voice that speaks, not NONE
   * @param border evidence of an anomaly, in decades
   * @param adds whether all voices together pass the border
   */
  static String of(Sample s, Voice voice, double border, boolean adds) {
    Saying saying = saying(s, voice);
    String sentence = value(s) + said(s, saying);
    return adds && s.evidence(voice) <= border
        ? sentence + others(s, Saying.TOGETHER, saying, Voices.enough(s, border))
        : sentence + also(s, saying, border);
  }

  private static String also(Sample s, Saying said, double border) {
    Stream<Voice> others = Voices.loudestFirst(s).filter(voice -> s.evidence(voice) > border);
    return others(s, Saying.ALSO, said, others);
  }

  /** Names what voices say, each event once, without the event of what was said already. */
  private static String others(Sample s, String begin, Saying said, Stream<Voice> voices) {
    Set<Saying> heard = EnumSet.of(said.event());
    String names =
        voices
            .map(voice -> saying(s, voice))
            .filter(saying -> heard.add(saying.event()))
            .map(saying -> saying.name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : begin + names;
  }

  private static Saying saying(Sample s, Voice voice) {
    if (s.constantFor > 0 && voice.hasDirection() && voice != Voice.TIME_OF_DAY) {
      return Saying.CHANGED;
    }
    return switch (voice) {
      case NONE -> throw new IllegalArgumentException("no voice has spoken");
      case FORECAST -> isRecord(s, voice) ? Saying.LARGEST_ERROR : Saying.LARGE_ERROR;
      case LEAD_TIMES -> isRecord(s, voice) ? Saying.LARGEST_ERRORS : Saying.LARGE_ERRORS;
      case VALUE ->
          s.evidence(Feature.VALUE_HIGH) > s.evidence(Feature.VALUE_LOW)
              ? isRecord(s, voice) ? Saying.HIGHEST : Saying.HIGH
              : isRecord(s, voice) ? Saying.LOWEST : Saying.LOW;
      case FLAT -> Saying.FLAT;
      case NOISE -> s.value(Feature.NOISE) < 0 ? Saying.QUIET : Saying.NOISY;
      case GAP -> Saying.GAP;
      case STATE ->
          Double.isNaN(s.value(Feature.DWELL))
                  || s.evidence(Feature.CROSSINGS) > s.evidence(Feature.DWELL)
              ? Saying.RESTLESS
              : isHigh(s) ? Saying.LONG_HIGH : Saying.LONG_LOW;
      case TIME_OF_DAY ->
          s.usualRange != null && TimeOfWeek.saysMore(s, s.usualRange)
              ? Saying.WEEK
              : s.isHighMissing
                  ? s.isMissingByClock ? Saying.NO_RISE : Saying.STAYS_LOW
                  : s.isMissingByClock ? Saying.NO_FALL : Saying.STAYS_HIGH;
      case NEW -> Saying.NEW;
    };
  }

  /** Whether a voice has surely heard nothing like it: it is rarer than one value of all. */
  private static boolean isRecord(Sample s, Voice voice) {
    return s.evidence(voice) > StrictMath.log10(s.n);
  }

  /** What follows the value. */
  private static String said(Sample s, Saying saying) {
    String lately = " in the last " + Numbers.about(Duration.ofMillis(s.time - s.began));
    String past = lately + " except in anomalies"; // of which little is learned
    String words = saying.words;
    return switch (saying) {
      case LARGEST_ERROR, LARGE_ERROR, LARGEST_ERRORS, LARGE_ERRORS -> expected(s) + words + past;
      case HIGHEST, HIGH, LOWEST, LOW -> words + past;
      case CHANGED -> words + number(s, s.previous) + " for " + s.constantFor + " values";
      case FLAT ->
          words
              + ((long) s.value(Feature.FLAT_RUN) + 1)
              + " times in a row: at most "
              + ((long) s.record(Feature.FLAT_RUN) + 1)
              + " times"
              + past;
      case QUIET ->
          words + Math.max(1, Math.round(100 * ratio(s))) + " % as much as usual" + standsStill(s);
      case NOISY -> words + Numbers.of(ratio(s)) + " times as much as usual";
      case GAP -> ", the last " + Gaps.run(s) + words + Gaps.RARE + " did" + past;
      case RESTLESS ->
          words
              + percent(s.value(Feature.CROSSINGS))
              + " of the latest values, usually at most at "
              + percent(s.record(Feature.CROSSINGS))
              + past;
      case LONG_HIGH, LONG_LOW ->
          words
              + (long) s.value(Feature.DWELL)
              + " values, at most for "
              + (long) s.record(Feature.DWELL)
              + past;
      case NO_RISE, NO_FALL -> words + number(s, s.missing) + ", and did not";
      case STAYS_LOW, STAYS_HIGH -> words + number(s, s.missing) + ", and has not lately";
      case WEEK ->
          words
              + " or beside it, a mean of "
              + usual(s, Objects.requireNonNull(s.usualRange))
              + " was expected, not " // an estimate: what was seen may lie outside
              + number(s, s.weekMean);
      case NEW ->
          words
              + (s.n <= ValueMemory.GENERATION
                  ? lately
                  : " in the last " + ValueMemory.GENERATION + " values");
      case REMAINS, ACCEPTED, NEW_SERIES, NOTHING ->
          throw new IllegalArgumentException("no voice says " + saying);
    };
  }

  /** How many values in a row are the same, if some are: the mean of recent changes is above 0. */
  private static String standsStill(Sample s) {
    double run = s.value(Feature.FLAT_RUN);
    return Double.isNaN(run)
        ? ""
        : ", and the last " + ((long) run + 1) + " values are the same or nearly so";
  }

  /** The recent change over the usual one. */
  private static double ratio(Sample s) {
    return StrictMath.exp(s.value(Feature.NOISE));
  }

  /** The range is an estimate: a series that was never negative is not expected to be. */
  private static String usual(Sample s, UsualRange usual) {
    double low = s.record(Feature.VALUE_LOW) > 0 ? usual.low() : Math.max(0, usual.low());
    return number(s, low) + " to " + number(s, usual.high());
  }

  /** A number in the unit of the series, so exact that usual changes are seen. */
  private static String number(Sample s, double x) {
    return Numbers.of(x, s.typical);
  }

  /** The share of values that cross the middle, by the feature. */
  private static String percent(double crossings) {
    double share = StrictMath.exp(crossings) - Dwell.MIN_SHARE;
    return Math.max(0, Math.round(100 * share)) + " %";
  }

  private static boolean isHigh(Sample s) {
    return 2 * s.x > s.record(Feature.VALUE_HIGH) - s.record(Feature.VALUE_LOW);
  }

  private static String value(Sample s) {
    return (s.counter ? "increase " : "value ") + number(s, s.x);
  }

  /** The interval of the nearest forecast, where the value lies outside. */
  private static String expected(Sample s) {
    OpenForecasts.Expected nearest = s.errors.nearest;
    return nearest.lead == 0 || (s.x >= nearest.lower && s.x <= nearest.upper)
        ? ""
        : ", expected " + number(s, nearest.lower) + " to " + number(s, nearest.upper);
  }
}
