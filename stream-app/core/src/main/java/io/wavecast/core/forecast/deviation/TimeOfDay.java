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
import java.util.stream.IntStream;

/**
 * Whether what usually happens at a time of day has happened: the maximum of the last two hours is
 * compared with the usual one at this half hour, and the minimum too. Both are judged when the half
 * hour has passed. (Where the step is longer than half an hour, of the last four values.)
 *
 * <p>Bytes: byte current half hour, 1..48, 0 before the first; byte number of parts; float maximum
 * and minimum of the current half hour; float[4][2] those of the last half hours; float typical
 * spread of the maximum and of the minimum; int half hours learned; float level, the first maximum
 * learned; then of each half hour of the day: byte days; usual maximum and minimum, less the level,
 * and the spread of each, as halves of floats.
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

  /** Offset from the maximum of a pair of halves to the minimum. */
  private static final int HALF_MIN = 2;

  /** Offset from the maximum of a pair of floats to the minimum. */
  private static final int MIN = 4;

  /** Days before which nothing counts. */
  private static final int MIN_DAYS = 4;

  private static final int MAX_DAYS = 100;
  private static final double PACE = 0.3;
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
    if (bin != data[at + BIN]) {
      if (data[at + BIN] != 0) {
        pass(s, at);
      }
      data[at + BIN] = (byte) bin;
      putFloat(data, at + CURRENT, (float) s.x);
      putFloat(data, at + CURRENT + MIN, (float) s.x);
    }
    putFloat(data, at + CURRENT, Math.max(getFloat(data, at + CURRENT), (float) s.x));
    putFloat(data, at + CURRENT + MIN, Math.min(getFloat(data, at + CURRENT + MIN), (float) s.x));
    if (s.passed > 0 && s.deviating && data[entry(at, s.passed)] < 2) {
      learn(s, at);
    }
    s.isUsualNow = s.deviating && isUsual(s, at, entry(at, bin));
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
    data[at + FILLED] = (byte) Math.min(data[at + FILLED] + 1, PARTS);
    s.passed = data[at + BIN];
    int entry = entry(at, s.passed);
    if (data[entry] >= MIN_DAYS) {
      double lacks = usual(data, at, entry + USUAL) - latest(data, at, true);
      s.say(Voice.TIME_OF_DAY, WEIGHT * s.judge(MISSING_HIGH, lacks / unit(s, at, entry, true)));
      lacks = latest(data, at, false) - usual(data, at, entry + USUAL + HALF_MIN);
      s.say(Voice.TIME_OF_DAY, WEIGHT * s.judge(MISSING_LOW, lacks / unit(s, at, entry, false)));
      boolean isHigh = s.evidence(MISSING_HIGH) >= s.evidence(MISSING_LOW);
      s.isHighMissing = isHigh;
      s.missing = usual(data, at, entry + USUAL + (isHigh ? 0 : HALF_MIN));
      s.isMissingByClock =
          s.evidence(Voice.TIME_OF_DAY) > Voices.COMMON
              && RHYTHM * unit(s, at, entry, isHigh) < prominence(s, at, isHigh);
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
    if (s.passed == 0) {
      return;
    }
    byte[] data = s.data;
    s.learn(MISSING_HIGH);
    s.learn(MISSING_LOW);
    int entry = entry(at, s.passed);
    int learned = (int) INT.get(data, at + LEARNED);
    if (learned == 0) {
      putFloat(data, at + LEVEL, (float) latest(data, at, true));
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
    putFloat(data, typicalAt, (float) (typical + pace * (error - typical)));
  }

  /** The maximum or the minimum of the last half hours. */
  private static double latest(byte[] data, int at, boolean max) {
    double latest = getFloat(data, at + LAST + (max ? 0 : MIN));
    for (int i = 1; i < data[at + FILLED]; i++) {
      double part = getFloat(data, at + LAST + 8 * i + (max ? 0 : MIN));
      latest = max ? Math.max(latest, part) : Math.min(latest, part);
    }
    return latest;
  }

  /** The usual maximum or minimum that is stored at an offset. */
  private static double usual(byte[] data, int at, int usualAt) {
    return (double) getFloat(data, at + LEVEL) + getHalf(data, usualAt);
  }

  private static int entry(int at, int bin) {
    return at + DAYS + ENTRY * (bin - 1);
  }
}
