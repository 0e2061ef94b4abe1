package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.season.UsualRange;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.Map;

/** Why an observation is unusual. */
final class Causes {
  private Causes() {}

  /**
   * The cause of an observation that was judged, and by which its anomaly was updated. One by which
   * an anomaly is accepted as normal says so, and one by which the series begins anew.
   *
   * @param momentary its score without what was before
   * @param score its score
   * @param y its value
   */
  static Cause of(Sample s, double momentary, double score, float y) {
    if (s.accepted != Voice.NONE) {
      return cause(Code.ACCEPTED, id(s, s.accepted), Direction.NONE, Float.NaN, 0)
          .with("afterMs", s.acceptedAfter * s.step);
    }
    if (s.n == 1 && s.pause.ms() > 0) {
      return Cause.of(Code.RESTARTED).with("pauseMs", s.pause.ms());
    }
    boolean open = OpenAnomaly.isOpen(s.data);
    if (!open && score <= Deviation.USUAL) {
      return s.deviating ? Cause.of(Code.ENDED) : Cause.NONE;
    }
    long since = open ? s.time - (long) (OpenAnomaly.since(s.data) * s.step) : 0;
    double begun = open ? OpenAnomaly.expected(s.data) : Double.NaN;
    if (score <= Deviation.USUAL) {
      return cause(Code.NONE, "", Direction.NONE, expected(s, begun, y), since);
    }
    boolean speaks = momentary > Deviation.USUAL;
    Voice voice = speaks ? s.loudest() : Voice.NEW;
    if (open && (!speaks || remains(s, voice))) {
      voice = OpenAnomaly.voice(s.data);
      return signal(s, voice, expected(s, begun, y), y, since);
    }
    return signal(s, named(s, voice), expected(s, expected(s, voice, begun), y), y, since);
  }

  private static Cause cause(
      Code code, String signal, Direction direction, float expected, long since) {
    return new Cause(code, signal, direction, expected, since, Map.of());
  }

  private static Cause signal(Sample s, Voice voice, float expected, float y, long since) {
    double other = Float.isNaN(expected) ? s.errors.nearest.yhat : expected;
    Direction direction = voice.hasDirection() ? Direction.of(y, other) : Direction.NONE;
    Cause cause = cause(Code.SIGNAL, id(s, voice), direction, expected, since);
    cause = cause.with("increase", s.counter ? s.x : Double.NaN);
    double history = isRecord(s, voice) ? (double) s.time - s.began : Double.NaN;
    UsualRange usual = s.usualRange;
    OpenForecasts.Expected nearest = s.errors.nearest;
    return switch (voice) {
      case FORECAST, LEAD_TIMES ->
          cause
              .with("lower", s.counter ? Double.NaN : nearest.lower)
              .with("upper", s.counter ? Double.NaN : nearest.upper)
              .with("historyMs", history);
      case VALUE -> {
        boolean high = direction == Direction.ABOVE;
        double record = high ? s.record(Feature.VALUE_HIGH) : -s.record(Feature.VALUE_LOW);
        yield cause
            .with("historyMs", (double) s.time - s.began)
            .with("record", isRecord(s, voice) ? record : Double.NaN);
      }
      case FLAT ->
          cause
              .with("runMs", (s.value(Feature.FLAT_RUN) + 1) * s.step)
              .with("longestMs", (s.record(Feature.FLAT_RUN) + 1) * s.step)
              .with("historyMs", (double) s.time - s.began);
      case NOISE -> cause.with("factor", StrictMath.exp(s.value(Feature.NOISE)));
      case GAP -> cause.with("runMs", Gaps.run(s) * s.step);
      case STATE ->
          cause
              .with("runMs", s.value(Feature.DWELL) * s.step)
              .with("longestMs", s.record(Feature.DWELL) * s.step);
      case TIME_OF_DAY ->
          isWeek(s) && usual != null
              ? cause.with("lower", usual.low()).with("upper", usual.high())
              : cause.with(s.isHighMissing ? "upper" : "lower", s.missing);
      case NONE, NEW -> cause;
    };
  }

  private static boolean isWeek(Sample s) {
    return s.usualRange != null && TimeOfWeek.saysMore(s, s.usualRange);
  }

  /** Whether a voice has surely heard nothing like it: it is rarer than one value of all. */
  private static boolean isRecord(Sample s, Voice voice) {
    return s.evidence(voice) > StrictMath.log10(s.n);
  }

  /** The id of the signal that a voice hears. */
  private static String id(Sample s, Voice voice) {
    return switch (voice) {
      case FORECAST -> "forecast-error";
      case LEAD_TIMES -> "lead-errors";
      case VALUE -> "record";
      case FLAT -> "flat";
      case NOISE -> "noise";
      case GAP -> "rare-range";
      case STATE -> "state-duration";
      case TIME_OF_DAY -> isWeek(s) ? "season" : "missing";
      case NONE, NEW -> "new";
    };
  }

  /**
   * The voice that is named: in a gap beyond almost all values, it is the value that is unusual.
   */
  static Voice named(Sample s, Voice voice) {
    return voice == Voice.GAP && side(s, voice) != 0 ? Voice.VALUE : voice;
  }

  /**
   * The value that was expected by a voice.
   *
   * @param forecast the one forecast; the mean stands for it where the value is unusually high but
   *     lies below it, or the reverse
   */
  static double expected(Sample s, Voice voice, double forecast) {
    if (voice == Voice.TIME_OF_DAY) {
      return s.missing;
    }
    return (s.x - forecast) * side(s, voice) < 0 ? s.mean : forecast;
  }

  /** 1 if a voice hears that the value is high, -1 if it is low, 0 if neither. */
  private static int side(Sample s, Voice voice) {
    return switch (voice) {
      case VALUE -> s.evidence(Feature.VALUE_HIGH) > s.evidence(Feature.VALUE_LOW) ? 1 : -1;
      case GAP -> Gaps.side(s);
      default -> 0;
    };
  }

  /** Whether the distance to what was expected remains: an outage that is a flat line is below. */
  private static boolean remains(Sample s, Voice voice) {
    return !voice.hasDirection() && OpenAnomaly.voice(s.data).hasDirection() && Lasting.remains(s);
  }

  /** An expected value in the unit of the series, NaN for none. */
  private static float expected(Sample s, double x, float y) {
    return Double.isNaN(x) ? Float.NaN : Floats.clamp(s.counter ? y - s.x + x : x);
  }
}
