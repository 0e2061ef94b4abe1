package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.MISSING_HIGH;
import static io.wavecast.core.forecast.deviation.Feature.MISSING_LOW;
import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getHalf;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putHalf;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.schemas.forecast.Voice;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Whether what usually happens at a time of day has happened: the maximum of the last two hours is
 * compared with the usual one at this half hour, and the minimum too. Both are judged when the half
 * hour has passed. (Where the step is longer than half an hour, of the last four values.)
 *
 * <p>What happens at 02:00 is in those two hours until 04:00. So when it is missing, it is missing
 * at each half hour until then. That is said once: what was missing in an anomaly begins no other
 * one in the next four half hours, and they learn nothing where it still is missing.
 *
 * <p>Bytes: byte current half hour, 1..48, 0 before the first; byte number of parts, plus 8 times
 * the half hours for which what was missing begins no anomaly, plus 64 if that is the maximum;
 * float maximum and minimum of the current half hour; float[4][2] those of the last half hours;
 * float typical spread of the maximum and of the minimum; int half hours learned; float level, the
 * first maximum learned; then of each half hour of the day: byte days; usual maximum and minimum,
 * less the level, and the spread of each, as halves of floats.
 */
final class TimeOfDay implements Family {
  private static final int PARTS = 4;

  private static final int BIN = 0;
  private static final int FILLED = 1;
  private static final int CURRENT = 2;
  private static final int LAST = CURRENT + 8;
  private static final int SPREADS = LAST + 8 * PARTS;
  private static final int LEARNED = SPREADS + 8;
  private static final int LEVEL = LEARNED + 4;
  private static final int DAYS = LEVEL + 4;

  private static final int USUAL = 1;
  private static final int SPREAD = 5;
  private static final int ENTRY = 9;

  /** Of the second byte: the number of parts, where the number of half hours begins, the side. */
  private static final int COUNT = 7;

  private static final int SAID = 3;
  private static final int SAID_HIGH = 1 << 6;

  /** Offset from the maximum of a pair of halves to the minimum. */
  private static final int HALF_MIN = 2;

  /** Offset from the maximum of a pair of floats to the minimum. */
  private static final int MIN = 4;

  /** Days before which nothing counts. */
  private static final int MIN_DAYS = 4;

  private static final int MAX_DAYS = 100;
  private static final double PACE = 0.3;

  /** A longer pause leaves less than half of a half hour to be seen. */
  private static final double SHORT_MS = Duration.ofMinutes(15).toMillis();

  /** Of how long a time most of what is usual comes. */
  private static final double REMEMBERED_MS = Duration.ofDays(3).toMillis();

  private static final double SPREAD_PACE = 0.03;
  private static final double SPREAD_OF_RANGE = 0.02;
  private static final double WEIGHT = 0.9;

  /** How prominent what is missing is where there is a rhythm, in units of the spread. */
  private static final double RHYTHM = 3;

  /** How far beyond the usual a value is still usual, in units of the spread. */
  private static final double NEARLY = 0.5;

  @Override
  public int size() {
    return DAYS + CivilTime.HALF_HOURS * ENTRY;
  }

  @Override
  public void listen(Sample s, int at) {
    byte[] data = s.data;
    int bin = 1 + s.halfHour;
    if (s.pause.ms() > SHORT_MS) { // what is half passed counts no more
      data[at + BIN] = 0;
      data[at + FILLED] = 0;
    }
    if (bin != data[at + BIN]) {
      if (data[at + BIN] != 0) {
        pass(s, at);
      }
      data[at + BIN] = (byte) bin;
      putFloat(data, at + CURRENT, s.x);
      putFloat(data, at + CURRENT + MIN, s.x);
    }
    putFloat(data, at + CURRENT, Math.max(getFloat(data, at + CURRENT), s.x));
    putFloat(data, at + CURRENT + MIN, Math.min(getFloat(data, at + CURRENT + MIN), s.x));
    if (s.passed > 0 && s.deviating && data[entry(at, s.passed)] < 2) {
      learnPassed(s, at);
    }
    if (s.deviating) {
      remember(s, at);
    }
    s.isUsualNow = s.deviating && isUsual(s, at, entry(at, bin));
  }

  /** Remembers for the next half hours what is missing in an open anomaly. */
  private static void remember(Sample s, int at) {
    float high = getFloat(s.data, s.layout.peak(MISSING_HIGH));
    float low = getFloat(s.data, s.layout.peak(MISSING_LOW));
    if (!Float.isNaN(high) || !Float.isNaN(low)) {
      boolean isHigh = Float.isNaN(low) || high >= low;
      putSaid(s.data, at, PARTS, isHigh);
    }
  }

  /**
   * Days are remembered for some three days, so the longer a pause, the more the level moves by how
   * far the value after it is out of what was usual, unless it begins an anomaly.
   */
  private static void moveLevel(Sample s, int at) {
    byte[] data = s.data;
    int entry = entry(at, 1 + s.halfHour);
    if (data[entry] >= MIN_DAYS) {
      double above = s.x - usual(data, at, entry + USUAL) - unit(s, at, entry, true);
      double below = usual(data, at, entry + USUAL + HALF_MIN) - unit(s, at, entry, false) - s.x;
      double moved = Math.max(0, above) - Math.max(0, below);
      double share = Math.min(1, s.pause.ms() / REMEMBERED_MS);
      putFloat(data, at + LEVEL, getFloat(data, at + LEVEL) + share * moved);
    }
  }

  /** Whether a value lies between the usual minimum and maximum at this time of day, or nearly. */
  private static boolean isUsual(Sample s, int at, int entry) {
    byte[] data = s.data;
    if (data[entry] < MIN_DAYS) {
      return false;
    }
    double above = s.x - usual(data, at, entry + USUAL);
    double below = usual(data, at, entry + USUAL + HALF_MIN) - s.x;
    return above <= NEARLY * unit(s, at, entry, true)
        && below <= NEARLY * unit(s, at, entry, false);
  }

  /** The unit of distances from the usual maximum or minimum: its spread, above 0. */
  private static double unit(Sample s, int at, int entry, boolean max) {
    double spread =
        Math.max(
            getHalf(s.data, entry + SPREAD + (max ? 0 : HALF_MIN)),
            getFloat(s.data, at + SPREADS + (max ? 0 : MIN)));
    return spread + s.trifle + SPREAD_OF_RANGE * Records.range(s);
  }

  /** Judges the half hour that has passed. */
  private static void pass(Sample s, int at) {
    byte[] data = s.data;
    System.arraycopy(data, at + LAST, data, at + LAST + 8, 8 * (PARTS - 1));
    System.arraycopy(data, at + CURRENT, data, at + LAST, 8);
    int said = said(data, at);
    boolean wasHigh = (data[at + FILLED] & SAID_HIGH) != 0;
    data[at + FILLED] = (byte) Math.min(parts(data, at) + 1, PARTS);
    int entry = entry(at, data[at + BIN]);
    boolean isComplete = parts(data, at) == PARTS;
    s.passed = isComplete || data[entry] == 0 ? data[at + BIN] : 0;
    if (isComplete && data[entry] >= MIN_DAYS) {
      double lacks = usual(data, at, entry + USUAL) - latest(data, at, true);
      double high = s.judge(MISSING_HIGH, lacks / unit(s, at, entry, true));
      lacks = latest(data, at, false) - usual(data, at, entry + USUAL + HALF_MIN);
      double low = s.judge(MISSING_LOW, lacks / unit(s, at, entry, false));
      if (said > 0 && !s.deviating && (wasHigh ? high : low) > Voices.COMMON) {
        high = wasHigh ? 0 : high;
        low = wasHigh ? low : 0;
        s.passed = 0;
        putSaid(data, at, said - 1, wasHigh);
      }
      boolean isHigh = high >= low;
      s.isHighMissing = isHigh;
      s.missing = usual(data, at, entry + USUAL + (isHigh ? 0 : HALF_MIN));
      double decades = WEIGHT * Math.max(high, low);
      if (decades > Voices.COMMON) {
        double prominence = prominence(s, at, isHigh);
        s.isMissingByClock = RHYTHM * unit(s, at, entry, isHigh) < prominence;
        if (isHigh && s.dayOfWeek.lacks(prominence)) {
          decades = Voices.COMMON;
        }
      }
      s.say(Voice.TIME_OF_DAY, decades);
    }
  }

  /** How far what is missing lies beyond the quarter of the half hours that least has it. */
  private static double prominence(Sample s, int at, boolean isHigh) {
    int sign = isHigh ? 1 : -1;
    double[] usual =
        IntStream.rangeClosed(1, CivilTime.HALF_HOURS)
            .map(bin -> entry(at, bin))
            .filter(entry -> s.data[entry] >= MIN_DAYS)
            .mapToDouble(entry -> sign * usual(s.data, at, entry + USUAL + (isHigh ? 0 : HALF_MIN)))
            .sorted()
            .toArray();
    return sign * s.missing - usual[usual.length / 4];
  }

  @Override
  public void learn(Sample s, int at) {
    if (s.pause.ms() > SHORT_MS) {
      moveLevel(s, at);
    }
    learnPassed(s, at);
  }

  private static void learnPassed(Sample s, int at) {
    if (s.passed == 0) {
      return;
    }
    byte[] data = s.data;
    s.learn(MISSING_HIGH);
    s.learn(MISSING_LOW);
    int entry = entry(at, s.passed);
    int learned = (int) INT.get(data, at + LEARNED);
    if (learned == 0) {
      putFloat(data, at + LEVEL, latest(data, at, true));
    }
    learn(data, at, entry, learned, true);
    learn(data, at, entry, learned, false);
    INT.set(data, at + LEARNED, learned == Integer.MAX_VALUE ? learned : learned + 1);
    data[entry] = (byte) Math.min(data[entry] + 1, MAX_DAYS);
  }

  private static void learn(byte[] data, int at, int entry, int learned, boolean max) {
    int days = data[entry];
    int usualAt = entry + USUAL + (max ? 0 : HALF_MIN);
    double level = getFloat(data, at + LEVEL);
    double latest = latest(data, at, max);
    if (days == 0) {
      putHalf(data, usualAt, latest - level);
      return;
    }
    double usual = usual(data, at, usualAt);
    double error = Math.abs(latest - usual);
    double moved = usual + Math.max(PACE, 1.0 / (days + 1)) * (latest - usual);
    putHalf(data, usualAt, moved - level);
    int spreadAt = entry + SPREAD + (max ? 0 : HALF_MIN);
    double spread = getHalf(data, spreadAt);
    putHalf(data, spreadAt, spread + Math.max(PACE, 1.0 / days) * (error - spread));
    int typicalAt = at + SPREADS + (max ? 0 : MIN);
    double typical = getFloat(data, typicalAt);
    double pace = Math.max(SPREAD_PACE, 1.0 / (learned + 1));
    putFloat(data, typicalAt, typical + pace * (error - typical));
  }

  /** The maximum or the minimum of the last half hours. */
  private static double latest(byte[] data, int at, boolean max) {
    double latest = getFloat(data, at + LAST + (max ? 0 : MIN));
    for (int i = 1; i < parts(data, at); i++) {
      double part = getFloat(data, at + LAST + 8 * i + (max ? 0 : MIN));
      latest = max ? Math.max(latest, part) : Math.min(latest, part);
    }
    return latest;
  }

  private static int parts(byte[] data, int at) {
    return data[at + FILLED] & COUNT;
  }

  /** For how many half hours what was missing begins no anomaly. */
  private static int said(byte[] data, int at) {
    return data[at + FILLED] >> SAID & COUNT;
  }

  private static void putSaid(byte[] data, int at, int halfHours, boolean isHigh) {
    int said = halfHours == 0 ? 0 : halfHours << SAID | (isHigh ? SAID_HIGH : 0);
    data[at + FILLED] = (byte) (parts(data, at) | said);
  }

  /** The usual maximum or minimum that is stored at an offset. */
  private static double usual(byte[] data, int at, int usualAt) {
    return (double) getFloat(data, at + LEVEL) + getHalf(data, usualAt);
  }

  private static int entry(int at, int bin) {
    return at + DAYS + ENTRY * (bin - 1);
  }
}
