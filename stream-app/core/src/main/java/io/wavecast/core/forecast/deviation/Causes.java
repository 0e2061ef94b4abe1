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
    double expected = voice == Voice.TIME_OF_DAY ? s.missing : begun;
    String reason = Sentences.of(s, voice, border, Math.min(momentary, score) > 1);
    return new Cause(voice, expected(s, expected, y), reason);
  }

  /** Whether the distance to what was expected remains: an outage that is a flat line is below. */
  private static boolean remains(Sample s, Voice voice) {
    return !voice.hasDirection()
        && OpenAnomaly.voice(s.data).hasDirection()
        && OpenAnomaly.remains(s);
  }

  /** An expected value in the unit of the series, NaN for none. */
  private static float expected(Sample s, double x, float y) {
    return Double.isNaN(x) ? Float.NaN : Floats.clamp(s.counter ? y - s.x + x : x);
  }
}
