package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.MISSING_HIGH;
import static io.wavecast.core.forecast.deviation.Feature.MISSING_LOW;
import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getHalf;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putHalf;

import io.wavecast.core.forecast.CivilTime;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Whether what usually happens at a time of day has happened: the maximum of the last two hours is
 * learned for each half hour of the day, and the minimum too. (Where the step is longer than half
 * an hour, of the last four values.) When a half hour has passed, the maximum and minimum are
 * compared with the usual ones; where the step is not longer, what came half an hour before the two
 * hours, or with the next value, is not missing either.
 *
 * <p>What happens at 02:00 is in those two hours until 04:00. So when it is missing, it is missing
 * at each half hour until then. That is said once: what was missing in an anomaly begins no other
 * one in the next four half hours, and they learn nothing where it still is missing.
 *
 * <p>Bytes: {@link HalfHours}; float typical spread of the maximum and of the minimum; int half
 * hours learned; float level, the first maximum learned; then of each half hour of the day: byte
 * days; usual maximum and minimum, less the level, and the spread of each, as halves of floats.
 */
final class TimeOfDay implements Family {
  private static final int SPREADS = HalfHours.SIZE;
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

  /**
   * A longer pause, or time in which nothing is learned, leaves less than half of a half hour to be
   * seen.
   */
  static final double SHORT_MS = Duration.ofMinutes(15).toMillis();

  private static final double HALF_HOUR_MS = Duration.ofMinutes(30).toMillis();

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
    if (Math.max(s.pause.ms(), s.unlearned) > SHORT_MS) { // what is half passed counts no more
      HalfHours.clear(data, at);
    }
    if (bin != HalfHours.current(data, at)) {
      if (HalfHours.current(data, at) != 0) {
        pass(s, at);
      }
      HalfHours.begin(data, at, bin, s.x);
    }
    HalfHours.add(data, at, s.x);
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
      HalfHours.say(s.data, at, HalfHours.PARTS, isHigh);
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
    boolean tolerant = s.step <= HALF_HOUR_MS;
    double most = HalfHours.passing(data, at, s.x, tolerant, true);
    double least = HalfHours.passing(data, at, s.x, tolerant, false);
    int said = HalfHours.said(data, at);
    boolean wasHigh = HalfHours.saidHigh(data, at);
    int bin = HalfHours.pass(data, at);
    int entry = entry(at, bin);
    boolean isComplete = HalfHours.isComplete(data, at);
    s.passed = isComplete || data[entry] == 0 ? bin : 0;
    if (isComplete && data[entry] >= MIN_DAYS) {
      double tooLow = usual(data, at, entry + USUAL) - most;
      s.judge(MISSING_HIGH, tooLow / unit(s, at, entry, true));
      double tooHigh = least - usual(data, at, entry + USUAL + HALF_MIN);
      s.judge(MISSING_LOW, tooHigh / unit(s, at, entry, false));
      if (said > 0) {
        repeat(s, at, said, wasHigh);
      }
      if (s.value(MISSING_HIGH) > NEARLY && lacksHighs(s, at, entry)) {
        s.withdraw(MISSING_HIGH, !s.remembersWeek); // else such a day must become usual itself
        s.passed = s.remembersWeek ? 0 : s.passed;
      }
      say(s, at, entry);
    }
  }

  /** Says once what is missing at several half hours. */
  private static void repeat(Sample s, int at, int said, boolean wasHigh) {
    Feature feature = wasHigh ? MISSING_HIGH : MISSING_LOW;
    if (!s.deviating && s.evidence(feature) > Voices.COMMON) {
      s.withdraw(feature, false);
      s.passed = 0;
      HalfHours.say(s.data, at, said - 1, wasHigh);
    }
  }

  /** Whether this day lacks high values that other days bring at this time. */
  private static boolean lacksHighs(Sample s, int at, int entry) {
    return FirstWeekend.lacksHighs(s)
        || (s.remembersWeek && s.dayOfWeek.lacks(prominence(s, at, entry, true)));
  }

  private static void say(Sample s, int at, int entry) {
    double high = s.evidence(MISSING_HIGH);
    double low = s.evidence(MISSING_LOW);
    boolean isHigh = high >= low;
    s.isHighMissing = isHigh;
    s.missing = usual(s.data, at, entry + USUAL + (isHigh ? 0 : HALF_MIN));
    double decades = WEIGHT * Math.max(high, low);
    if (decades > Voices.COMMON) {
      s.isMissingByClock = RHYTHM * unit(s, at, entry, isHigh) < prominence(s, at, entry, isHigh);
    }
    s.say(Voice.TIME_OF_DAY, decades);
  }

  /** How far what is usual lies beyond the quarter of the half hours that least has it. */
  private static double prominence(Sample s, int at, int here, boolean isHigh) {
    int sign = isHigh ? 1 : -1;
    int side = USUAL + (isHigh ? 0 : HALF_MIN);
    double[] usual =
        IntStream.rangeClosed(1, CivilTime.HALF_HOURS)
            .map(bin -> entry(at, bin))
            .filter(entry -> s.data[entry] >= MIN_DAYS)
            .mapToDouble(entry -> sign * usual(s.data, at, entry + side))
            .sorted()
            .toArray();
    return sign * usual(s.data, at, here + side) - usual[usual.length / 4];
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
      putFloat(data, at + LEVEL, HalfHours.latest(data, at, true));
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
    double latest = HalfHours.latest(data, at, max);
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

  /** The usual maximum or minimum that is stored at an offset. */
  private static double usual(byte[] data, int at, int usualAt) {
    return (double) getFloat(data, at + LEVEL) + getHalf(data, usualAt);
  }

  private static int entry(int at, int bin) {
    return at + DAYS + ENTRY * (bin - 1);
  }
}
