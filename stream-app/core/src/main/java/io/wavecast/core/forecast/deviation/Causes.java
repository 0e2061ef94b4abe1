package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Voice;

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
   * @param border the evidence at which a score is 1, in decades
   */
  static Cause of(Sample s, double momentary, double score, float y, double border) {
    if (s.accepted != Voice.NONE) {
      return new Cause(Voice.NONE, Float.NaN, Sentences.accepted(s));
    }
    if (s.n == 1 && s.pause.ms() > 0) {
      return new Cause(Voice.NONE, Float.NaN, Sentences.newSeries(s.pause));
    }
    boolean open = OpenAnomaly.isOpen(s.data);
    if (!open && score <= Deviation.USUAL) {
      return Cause.NONE;
    }
    double begun = open ? OpenAnomaly.expected(s.data) : Double.NaN;
    if (score <= Deviation.USUAL) {
      return new Cause(Voice.NONE, expected(s, begun, y), "");
    }
    boolean speaks = momentary > Deviation.USUAL;
    Voice voice = speaks ? s.loudest() : Voice.NEW;
    if (open && (!speaks || remains(s, voice))) {
      return new Cause(
          OpenAnomaly.voice(s.data), expected(s, begun, y), Sentences.remains(s, begun, border));
    }
    String reason = Sentences.of(s, voice, border, Math.min(momentary, score) > 1);
    return new Cause(named(s, voice), expected(s, expected(s, voice, begun), y), reason);
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
