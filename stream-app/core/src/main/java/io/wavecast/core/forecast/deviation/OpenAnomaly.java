package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.ANOMALY;
import static io.wavecast.core.forecast.deviation.Layout.SHORT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Deviation;

/**
 * The anomaly that a series is in: it begins with a score above 1 and lasts while values are
 * unusual or keep their distance from what was forecast before it began, unless they have returned
 * to what is common or usual at the time of day. Nothing is learned while it lasts. At its end the
 * tails learn it, but only little beyond their records, so that the next one is found; from the
 * fourth of late on, in full.
 *
 * <p>Bytes: byte voice that began it, 0 if there is none, plus 16 times the number of earlier ones
 * of late, at most 7; byte usual values in a row; short values since its begin; byte values to
 * settle; float value expected at its begin; float distance from that; float score; float[features]
 * the largest value of each feature that spoke, NaN if it did not; those of later features follow
 * at {@link Layout#later}.
 */
final class OpenAnomaly {
  private static final int VOICE = ANOMALY;
  private static final int USUAL = ANOMALY + 1;
  private static final int SINCE = ANOMALY + 2;
  static final int SETTLE = ANOMALY + 4;
  private static final int EXPECTED = ANOMALY + 5;
  private static final int DISTANCE = ANOMALY + 9;
  private static final int SCORE = ANOMALY + 13;
  static final int PEAKS = ANOMALY + 17;

  /** Of the first byte: the voice. */
  private static final int CODE = 15;

  /** Of the first byte: where the number of earlier anomalies begins. */
  private static final int COUNT = 4;

  private static final int MAX_COUNT = 7;

  /** Earlier anomalies of late from which on one is learned in full. */
  private static final int OFTEN = 3;

  /** After so many values one earlier anomaly less is of late. */
  private static final int FORGOTTEN = 2000;

  /** Usual values in a row that end an anomaly. */
  static final int RECOVER_AFTER = 8;

  /** Values after the end in which errors of forecasts mean nothing. */
  private static final int SETTLING = 40;

  /** Values before which no series deviates. */
  static final int MIN_VALUES = 100;

  /** Values in which an anomaly is learned in full. */
  static final int YOUNG = 900;

  /** How far beyond its record a feature is learned, in decades. */
  private static final double LEARNED = 0.3;

  /** Evidence with which a feature has spoken, in decades. */
  private static final double SPOKE = 3;

  /** The share of the first score that remains each time when the series has come back. */
  private static final double RETURNED = 0.5;

  private static final Feature[] FEATURES = Feature.values();

  private OpenAnomaly() {}

  static int size(int features) {
    return PEAKS - ANOMALY + Float.BYTES * features;
  }

  static boolean isOpen(byte[] data) {
    return (data[VOICE] & CODE) != 0;
  }

  /** Values since the one that began it; -1 if none is open. */
  static int since(byte[] data) {
    return isOpen(data) ? (short) SHORT.get(data, SINCE) : -1;
  }

  /** Whether one has ended a short time ago. */
  static boolean isSettling(byte[] data) {
    return data[SETTLE] > 0;
  }

  /** Makes errors of forecasts mean nothing for a while, as after the end of an anomaly. */
  static void settle(byte[] data) {
    data[SETTLE] = SETTLING;
  }

  /** The voice that began it. */
  static Voice voice(byte[] data) {
    return Voices.of(data[VOICE] & CODE);
  }

  /** The value expected at its begin, of a counter the increase. */
  static float expected(byte[] data) {
    return getFloat(data, EXPECTED);
  }

  /** How far the value was from that. */
  static float distance(byte[] data) {
    return getFloat(data, DISTANCE);
  }

  /** The score that is held. */
  static float score(byte[] data) {
    return getFloat(data, SCORE);
  }

  /** Earlier anomalies of late. */
  private static int count(byte[] data) {
    return data[VOICE] >> COUNT;
  }

  private static void put(byte[] data, int voice, int count) {
    data[VOICE] = (byte) (Math.min(count, MAX_COUNT) << COUNT | voice);
  }

  /** Whether an anomaly is learned in full: all do in a young series, or if they come often. */
  static boolean learnsInFull(Sample s) {
    return s.n < YOUNG || count(s.data) >= OFTEN;
  }

  /** Starts one if the score is above 1, or continues it. Returns the observation's score. */
  static double update(Sample s, Profile profile, double score) {
    byte[] data = s.data;
    if (isOpen(data)) {
      return last(s, profile, score);
    }
    if (s.isFirstChange && score <= 1) {
      settle(data);
    } else if (data[SETTLE] > 0) {
      data[SETTLE]--;
    }
    if (s.n % FORGOTTEN == 0 && count(data) > 0) {
      put(data, 0, count(data) - 1);
    }
    if (s.n <= MIN_VALUES) {
      return Math.min(score, 1);
    }
    if (score > 1) {
      begin(s, profile, score);
    }
    return score;
  }

  private static void begin(Sample s, Profile profile, double score) {
    byte[] data = s.data;
    OpenForecasts.Expected nearest = s.errors.nearest;
    Voice voice = s.loudest();
    double forecast = s.counter || nearest.lead == 0 ? s.mean : nearest.yhat;
    double expected = Causes.expected(s, voice, forecast);
    put(data, Voices.code(Causes.named(s, voice)), count(data));
    data[USUAL] = 0;
    putShort(data, SINCE, 0);
    putFloat(data, EXPECTED, expected);
    putFloat(data, DISTANCE, s.x - expected);
    putFloat(data, SCORE, score);
    for (int f = 0; f < profile.features; f++) {
      putFloat(data, s.layout.peak(FEATURES[f]), Float.NaN);
      Tail.drop(data, s.layout.tail(FEATURES[f]));
    }
    learnPeaks(s, profile);
  }

  private static double last(Sample s, Profile profile, double score) {
    byte[] data = s.data;
    learnPeaks(s, profile);
    int since = (short) SHORT.get(data, SINCE) + 1;
    putShort(data, SINCE, since);
    if (since > Lasting.longest(s)) {
      s.accepted = voice(data);
      s.acceptedAfter = since;
      end(s, profile, true);
      return score;
    }
    boolean remains = Lasting.remains(s);
    if (remains || score > Deviation.USUAL) {
      data[USUAL] = 0;
    } else {
      if (data[USUAL] == 0) { // it has just come back
        putFloat(data, SCORE, RETURNED * getFloat(data, SCORE));
      }
      data[USUAL]++;
    }
    if (data[USUAL] >= RECOVER_AFTER) {
      end(s, profile, false);
    }
    return remains ? Math.max(score, getFloat(data, SCORE)) : score;
  }

  private static void learnPeaks(Sample s, Profile profile) {
    for (int f = 0; f < profile.features; f++) {
      if (s.evidence(FEATURES[f]) > SPOKE) {
        int at = s.layout.peak(FEATURES[f]);
        float peak = getFloat(s.data, at);
        float value = Floats.clamp(s.value(FEATURES[f]));
        putFloat(s.data, at, Float.isNaN(peak) ? value : Math.max(peak, value));
      }
    }
  }

  /** Learns in full what was seen in the newest one, which ends if it is open. */
  static void accept(Sample s, Profile profile) {
    s.n = Changes.count(s, s.layout.voices);
    if (isOpen(s.data)) {
      end(s, profile, true);
    } else if (hasPeaks(s.data)) {
      for (int f = 0; f < profile.features; f++) {
        float peak = getFloat(s.data, s.layout.peak(FEATURES[f]));
        if (!Float.isNaN(peak)) {
          Tail.insert(s.data, s.layout.tail(FEATURES[f]), peak);
        }
      }
      double x = s.x;
      s.x = (double) getFloat(s.data, EXPECTED) + getFloat(s.data, DISTANCE);
      Gaps.settle(s, s.layout.voices + Voices.HISTOGRAM);
      s.x = x;
    }
    for (int f = 0; f < profile.features; f++) {
      putFloat(s.data, s.layout.peak(FEATURES[f]), Float.NaN);
    }
    s.deviating = false;
  }

  /** Whether there was an anomaly: before the first one, all bytes are 0. */
  static boolean hasPeaks(byte[] data) {
    for (int at = PEAKS; at < PEAKS + Float.BYTES * Feature.LIGHT; at++) {
      if (data[at] != 0) {
        return true;
      }
    }
    return false;
  }

  private static void end(Sample s, Profile profile, boolean givenUp) {
    byte[] data = s.data;
    for (int f = 0; f < profile.features; f++) {
      Feature feature = FEATURES[f];
      double peak = getFloat(data, s.layout.peak(feature));
      int tail = s.layout.tail(feature);
      if (!Double.isNaN(peak)) {
        double most =
            givenUp || learnsInFull(s)
                ? peak
                : Tail.limit(data, tail, LEARNED, s.minExcess(feature));
        Tail.insert(data, tail, Floats.clamp(Math.min(peak, most)));
      }
    }
    profile.voices.accept(s);
    if (givenUp) {
      profile.voices.giveUp(s);
    }
    put(data, 0, s.n < YOUNG ? 0 : count(data) + 1);
    data[SETTLE] = SETTLING;
  }
}
