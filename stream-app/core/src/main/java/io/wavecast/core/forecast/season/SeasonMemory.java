package io.wavecast.core.forecast.season;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getHalf;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.getShort;
import static io.wavecast.core.forecast.Memory.getUnsigned;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putHalf;
import static io.wavecast.core.forecast.Memory.putInt;
import static io.wavecast.core.forecast.Memory.putLong;
import static io.wavecast.core.forecast.Memory.putShort;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Memory;
import org.jspecify.annotations.Nullable;

/**
 * What a series usually does at each half hour of the day and each hour of the week. The one memory
 * of both that forecasts and scores read. It is fed by means of half hours, or of single values
 * where the step is longer, so it serves every step.
 *
 * <pre>
 *   expected(t) = level + day[half hour of t] + week[hour of the week of t]
 *   level, day and week each move a share of  mean - expected  when a half hour has passed
 *   high[half hour], low[half hour]: the usual extremes of the two hours that end with it
 * </pre>
 *
 * <p>The day is learned first. The week holds what the day does not explain, so that an hour of the
 * week that was never seen is an hour of the day. A mean counts for at most {@value #LIMIT} times
 * the usual distance or for the swing of the day, so that an outage does not become usual, but a
 * weekend without the peak of each day does. Out of anomalies, one between the usual extremes of
 * its time counts in full, so that a tall job of each night does. What happens by the clock is not
 * always on time, so the extremes are those of two hours.
 *
 * <p>Codes of day and week are whole multiples of a unit, a power of two that adapts: 16 bits for
 * the day, 8 for the week in steps of {@value #COARSE} units. Static and thread-safe: all state is
 * in the bytes.
 */
final class SeasonMemory {
  private static final Memory LAYOUT = new Memory();
  private static final int START = LAYOUT.take(Long.BYTES);
  private static final int LEVEL = LAYOUT.take(Float.BYTES);
  private static final int SCALE = LAYOUT.take(Float.BYTES);
  private static final int UNIT = LAYOUT.take(Float.BYTES);
  private static final int BIN = LAYOUT.take(Integer.BYTES);
  private static final int SUM = LAYOUT.take(Float.BYTES);
  private static final int COUNT = LAYOUT.take(Integer.BYTES);
  private static final int PLACE = LAYOUT.take(Short.BYTES);
  private static final int PARTS = 4;
  private static final int PAIR = 2 * Float.BYTES;

  /** Of the current half hour, then of the last ones that have passed: highest, lowest value. */
  private static final int PAIRS = LAYOUT.take((1 + PARTS) * PAIR);

  private static final int PASSED = LAYOUT.take(1);
  private static final int REPORTED = LAYOUT.take(1);

  /** Bins until the extremes of two hours hold no value of an anomaly. */
  private static final int TAINTED = LAYOUT.take(1);

  private static final int LEARNED = LAYOUT.take(Integer.BYTES);
  private static final int EXTREME_SPREADS = LAYOUT.take(PAIR);
  private static final int EXTREME_LEVEL = LAYOUT.take(Float.BYTES);
  private static final int DAYS = LAYOUT.take(CivilTime.HALF_HOURS);
  private static final int DAY = LAYOUT.take(CivilTime.HALF_HOURS * Short.BYTES);
  private static final int EXTREMES = LAYOUT.take(CivilTime.HALF_HOURS * 2 * Short.BYTES);
  private static final int WEEK = LAYOUT.take(CivilTime.WEEK);
  static final int END = LAYOUT.size();

  static final double HALF_HOUR_MS = 1_800_000;
  private static final double DAY_MS = CivilTime.HALF_HOURS * HALF_HOUR_MS;
  private static final double WEEK_MS = 7 * DAY_MS;

  /** A mean counts for at most this many times the usual distance, or the day's swing. */
  private static final double LIMIT = 3;

  /** The same in the usual distance itself. */
  private static final double SCALE_LIMIT = 2;

  /** Means over which the usual distance is averaged, and before which none is limited. */
  private static final double SCALE_MEANS = 336;

  private static final double FREE_MEANS = 5;

  /** Shares of a day's and of a week's value that one mean replaces. */
  private static final double DAY_RATE = 0.08;

  private static final double WEEK_RATE = 0.15;

  /** How much a mean in an anomaly counts. */
  private static final double ANOMALOUS = 0.1;

  /** Shares of the usual extremes, and of their typical spread, that one day replaces. */
  private static final double EXTREME_RATE = 0.3;

  private static final double EXTREME_SPREAD_RATE = 0.03;

  /** Days before which extremes say nothing, and in which an anomaly does not keep them out. */
  private static final int EXTREME_DAYS = 4;

  private static final int FIRST_DAYS = 2;

  /** Spreads of the mean that make one of the extremes, and share of the range added to it. */
  private static final double SPREADS = 1.5;

  private static final double SPREAD_OF_RANGE = 0.02;

  /** What the week says of extremes counts so much: means of hours show less than extremes. */
  private static final double WEEK_OF_EXTREMES = 1.3;

  /** What is missing counts by this factor on rest days whose week is not known. */
  private static final double UNKNOWN_REST = 0.5;

  /** How far beyond usual extremes a value still comes daily, as a share of their distance. */
  private static final double SPREAD_OF_HEIGHT = 0.5;

  /** How far beyond the usual extremes a value is still usual, in spreads. */
  private static final double NEARLY = 0.5;

  private static final int MOST_DAYS = 100;
  private static final int COARSE = 256;
  private static final int MAX_DAY = Short.MAX_VALUE;
  private static final int MAX_WEEK = Byte.MAX_VALUE;

  /** Codes below a quarter of the largest leave room for a finer unit; a new unit for 8 times. */
  private static final int FINER = 4;

  private static final int ROOM_BITS = 3;

  private static final double[] LEARNED_BY_WEEK = learnedByWeek();

  private SeasonMemory() {}

  /**
   * A time and a step.
   *
   * @param time ms since the epoch
   * @param stepMs time between two values, ms, at least 0
   * @param halfHour of the day as clocks show it, 0..47
   * @param hour of the week, 0..167; on a holiday that of another day
   */
  record Moment(long time, double stepMs, int halfHour, int hour) {
    /** The length of a bin, ms. */
    double length() {
      return Math.max(HALF_HOUR_MS, stepMs);
    }

    /** Half hours from one bin to the next. */
    private int span() {
      double span = Math.rint(stepMs / HALF_HOUR_MS);
      return (int) Math.max(1, Math.min(CivilTime.HALF_HOURS, span));
    }

    private int place() {
      return hour * CivilTime.HALF_HOURS + halfHour;
    }
  }

  static boolean isEmpty(byte[] data) {
    return getLong(data, START) == 0;
  }

  /** The number of the current bin. */
  static int bin(byte[] data) {
    return getInt(data, BIN);
  }

  static long age(byte[] data, long time) {
    return time - getLong(data, START);
  }

  /** The mean of about the last week. */
  static double level(byte[] data) {
    return getFloat(data, LEVEL);
  }

  /** How far values usually are from the level. */
  static double at(byte[] data, int halfHour, int hour) {
    return (double) getFloat(data, UNIT) * (day(data, halfHour) + COARSE * week(data, hour));
  }

  /**
   * Completes the bin that time has left, and begins one. Returns the extremes of two hours where
   * they are complete and known.
   *
   * @param x the value that begins the new bin
   * @param trifle a distance that means nothing, above 0
   * @param range of all values of the series
   * @param anomalous whether an anomaly is open
   */
  static @Nullable Extremes advance(
      byte[] data, Moment now, double x, double trifle, double range, boolean anomalous) {
    int bin = (int) Math.floor(now.time / now.length());
    if (isEmpty(data)) {
      putLong(data, START, now.time);
      putFloat(data, LEVEL, x);
      putInt(data, BIN, bin - 1);
    }
    int before = getInt(data, BIN);
    if (bin == before) {
      return null;
    }
    Extremes extremes = null;
    if (getInt(data, COUNT) > 0) {
      learnMean(data, now, anomalous);
      if (bin == before + 1) {
        extremes = pass(data, now, x, trifle, range);
      } else {
        data[PASSED] = 0;
      }
    }
    putInt(data, BIN, bin);
    putFloat(data, SUM, 0);
    putInt(data, COUNT, 0);
    return extremes;
  }

  /**
   * Adds a value to the current bin.
   *
   * @param anomalous whether it belongs to an anomaly
   */
  static void add(byte[] data, Moment now, double x, boolean anomalous) {
    boolean isFirst = getInt(data, COUNT) == 0;
    data[TAINTED] = anomalous ? PARTS + 1 : data[TAINTED];
    putFloat(data, SUM, getFloat(data, SUM) + x);
    Memory.increment(data, COUNT);
    putShort(data, PLACE, now.place());
    putFloat(data, PAIRS, isFirst ? x : Math.max(getFloat(data, PAIRS), x));
    int lowest = PAIRS + Float.BYTES;
    putFloat(data, lowest, isFirst ? x : Math.min(getFloat(data, lowest), x));
  }

  private static int halfHour(byte[] data) {
    return getUnsigned(data, PLACE) % CivilTime.HALF_HOURS;
  }

  private static int hour(byte[] data) {
    return getUnsigned(data, PLACE) / CivilTime.HALF_HOURS;
  }

  private static void learnMean(byte[] data, Moment now, boolean anomalous) {
    int half = halfHour(data);
    int hour = hour(data);
    double length = now.length();
    double mean = (double) getFloat(data, SUM) / getInt(data, COUNT);
    double age = age(data, now.time);
    double level = level(data);
    double scale = getFloat(data, SCALE);
    double season = at(data, half, hour);
    double rest = mean - level - season;
    int days = data[DAYS + half];
    boolean free = age < Math.max(FREE_MEANS * length, DAY_MS) || scale == 0;
    double limit = free ? Double.MAX_VALUE : LIMIT * scale;
    double wide = Math.max(limit, swing(data));
    if (!anomalous) {
      limit = wide;
    }
    double weight = anomalous ? ANOMALOUS : 1;
    boolean comesDaily =
        !anomalous
            && days >= FIRST_DAYS
            && now.stepMs <= HALF_HOUR_MS
            && mean <= extreme(data, half, true)
            && mean >= extreme(data, half, false);
    double counted = comesDaily ? rest : weight * clip(rest, limit);
    double levelPace = weight * length / (Math.min(WEEK_MS, age) + length);
    putFloat(data, LEVEL, level + levelPace * clip(mean - level, limit + Math.abs(season)));
    if (days > 0) {
      double distance = scale > 0 ? Math.min(Math.abs(rest), SCALE_LIMIT * scale) : Math.abs(rest);
      double pace = weight * length / (Math.min(SCALE_MEANS * length, age) + length);
      putFloat(data, SCALE, scale + pace * (distance - scale));
    }
    moveDay(data, half, Math.max(DAY_RATE, 1.0 / (days + 1)) * counted);
    // a day of the week that is unlike others becomes usual although it alerts
    double left = season + clip(rest, wide) - at(data, half, hour);
    double share = Math.min(1, length / (2 * HALF_HOUR_MS));
    moveWeek(data, hour, share * weekRate(age / WEEK_MS) * left);
    balance(data, hour % CivilTime.DAY);
    data[DAYS + half] = (byte) Math.min(days + 1, MOST_DAYS);
  }

  /** What is expected at a time. */
  static Expected expected(byte[] data, Moment now) {
    int days = isEmpty(data) ? 0 : data[DAYS + now.halfHour];
    if (days == 0) {
      return Expected.UNKNOWN;
    }
    double weeks = age(data, now.time) / WEEK_MS;
    double here = at(data, now.halfHour, now.hour);
    double dayOnly = (double) getFloat(data, UNIT) * day(data, now.halfHour);
    double complete = dayOnly + (here - dayOnly) / learned(weeks);
    double low = Math.min(dayOnly, Math.min(here, complete));
    double high = Math.max(dayOnly, Math.max(here, complete));
    for (int side = -1; side <= 1; side += 2) {
      int half = Math.floorMod(now.halfHour + side * now.span(), CivilTime.HALF_HOURS);
      int halves = 2 * now.hour + (now.halfHour & 1) + side * now.span();
      if (data[DAYS + half] > 0) {
        double midway = (here + at(data, half, Math.floorMod(halves, 2 * CivilTime.WEEK) / 2)) / 2;
        low = Math.min(low, midway);
        high = Math.max(high, midway);
      }
    }
    double level = level(data);
    return new Expected(level + here, level + low, level + high, scale(data), days, weeks >= 1);
  }

  private static double scale(byte[] data) {
    return getFloat(data, SCALE);
  }

  /** Makes the current half hour the latest that has passed, and compares two hours. */
  private static @Nullable Extremes pass(
      byte[] data, Moment now, double next, double trifle, double range) {
    boolean tolerant = now.stepMs <= HALF_HOUR_MS;
    double highest = passing(data, next, tolerant, true);
    double lowest = passing(data, next, tolerant, false);
    System.arraycopy(data, PAIRS, data, PAIRS + PAIR, PARTS * PAIR);
    data[PASSED] = (byte) Math.min(data[PASSED] + 1, PARTS);
    int half = halfHour(data);
    data[TAINTED] -= (byte) (data[TAINTED] > 0 ? 1 : 0);
    boolean repeated = data[REPORTED] > 0;
    data[REPORTED] -= (byte) (repeated ? 1 : 0);
    if (data[PASSED] < PARTS || data[DAYS + half] < EXTREME_DAYS) {
      return null;
    }
    double factor =
        age(data, now.time) < WEEK_MS + DAY_MS && hour(data) >= CivilTime.WEEK - 2 * CivilTime.DAY
            ? UNKNOWN_REST
            : 1;
    double high = extreme(data, half, true) + Math.min(0, weekOf(data, half, true));
    double low = extreme(data, half, false) + Math.max(0, weekOf(data, half, false));
    double height = extreme(data, half, true) - extreme(data, half, false);
    double more = trifle + SPREAD_OF_RANGE * Math.max(range, height);
    return new Extremes(
        factor * (high - highest) / (extremeSpread(data, true) + more),
        factor * (lowest - low) / (extremeSpread(data, false) + more),
        high,
        low,
        repeated);
  }

  /** How much this day of the week differs in the hours before from what all days bring. */
  private static double weekOf(byte[] data, int half, boolean max) {
    int halves = 2 * hour(data) + (half & 1);
    double day = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    double week = day;
    double unit = getFloat(data, UNIT);
    for (int i = 0; i <= PARTS; i++) {
      int at = Math.floorMod(half - i, CivilTime.HALF_HOURS);
      if (data[DAYS + at] > 0) {
        int hour = Math.floorMod(halves - i, 2 * CivilTime.WEEK) / 2;
        day = further(day, unit * day(data, at), max);
        week = further(week, at(data, at, hour), max);
      }
    }
    return Double.isInfinite(day) ? 0 : WEEK_OF_EXTREMES * (week - day);
  }

  private static double passing(byte[] data, double next, boolean tolerant, boolean max) {
    int parts = Math.min(data[PASSED], tolerant ? PARTS : PARTS - 1);
    double furthest = latest(data, 1 + parts, 0, max);
    return tolerant ? further(furthest, next, max) : furthest;
  }

  /** The extreme of some half hours, from the current one (0) or the one before (1) on. */
  private static double latest(byte[] data, int parts, int from, boolean max) {
    int side = max ? 0 : Float.BYTES;
    double furthest = getFloat(data, PAIRS + PAIR * from + side);
    for (int i = from + 1; i < from + parts; i++) {
      furthest = further(furthest, getFloat(data, PAIRS + PAIR * i + side), max);
    }
    return furthest;
  }

  private static double further(double a, double b, boolean max) {
    return max ? Math.max(a, b) : Math.min(a, b);
  }

  /**
   * Learns the extremes of the two hours that have just passed; where values of an anomaly are
   * among them, only in the first days.
   */
  static void learnExtremes(byte[] data) {
    int half = halfHour(data);
    int days = data[DAYS + half] - 1; // this one is counted
    boolean isKnown = data[PASSED] == PARTS || (data[PASSED] > 0 && days == 0);
    if (!isKnown || (data[TAINTED] > 0 && days >= FIRST_DAYS)) {
      return;
    }
    int learned = getInt(data, LEARNED);
    if (learned == 0) {
      putFloat(data, EXTREME_LEVEL, latest(data, data[PASSED], 1, true));
    }
    learnExtreme(data, half, days, learned, true);
    learnExtreme(data, half, days, learned, false);
    Memory.increment(data, LEARNED);
  }

  private static void learnExtreme(byte[] data, int half, int days, int learned, boolean max) {
    double latest = latest(data, data[PASSED], 1, max);
    double level = getFloat(data, EXTREME_LEVEL);
    int at = extremeAt(half, max);
    if (days <= 0) {
      putHalf(data, at, latest - level);
      return;
    }
    double usual = extreme(data, half, max);
    double pace = Math.max(EXTREME_RATE, 1.0 / (days + 1));
    putHalf(data, at, usual + pace * (latest - usual) - level);
    int spreadAt = EXTREME_SPREADS + (max ? 0 : Float.BYTES);
    double spread = getFloat(data, spreadAt);
    double spreadPace = Math.max(EXTREME_SPREAD_RATE, 1.0 / (learned + 1));
    putFloat(data, spreadAt, spread + spreadPace * (Math.abs(latest - usual) - spread));
  }

  /** Remembers that something is missing, so that the next half hours do not report it again. */
  static void report(byte[] data) {
    data[REPORTED] = PARTS;
  }

  /**
   * Whether a value lies between the usual extremes of this time of day, or nearly.
   *
   * @param least days on which this half hour must have been seen
   */
  static boolean isUsual(
      byte[] data, Moment now, double x, double trifle, double range, int least) {
    if (isEmpty(data) || data[DAYS + now.halfHour] < least) {
      return false;
    }
    double more = trifle + SPREAD_OF_RANGE * range;
    double above = x - extreme(data, now.halfHour, true);
    double below = extreme(data, now.halfHour, false) - x;
    return above <= NEARLY * (extremeSpread(data, true) + more)
        && below <= NEARLY * (extremeSpread(data, false) + more);
  }

  /**
   * Whether a value is beyond a range, and so are the usual extremes of this time of day.
   *
   * @param low end of the range; NaN if unknown, as is the other
   */
  static boolean isDaily(byte[] data, Moment now, double x, double low, double high) {
    boolean isBeyond = x > high || x < low;
    if (!isBeyond || isEmpty(data) || data[DAYS + now.halfHour] < FIRST_DAYS) {
      return false;
    }
    double highest = extreme(data, now.halfHour, true);
    double lowest = extreme(data, now.halfHour, false);
    double more = SPREAD_OF_HEIGHT * (highest - lowest);
    return x > high ? highest > high && x <= highest + more : lowest < low && x >= lowest - more;
  }

  private static int extremeAt(int half, boolean max) {
    return EXTREMES + Short.BYTES * (2 * half + (max ? 0 : 1));
  }

  private static double extreme(byte[] data, int half, boolean max) {
    return (double) getFloat(data, EXTREME_LEVEL) + getHalf(data, extremeAt(half, max));
  }

  private static double extremeSpread(byte[] data, boolean max) {
    double typical = getFloat(data, EXTREME_SPREADS + (max ? 0 : Float.BYTES));
    return Math.max(SPREADS * scale(data), typical);
  }

  /**
   * The share of a difference between days of the week that the week holds after some weeks, in (0,
   * 1].
   */
  private static double learned(double weeks) {
    return weeks < 1 ? 1 : LEARNED_BY_WEEK[(int) Math.min(LEARNED_BY_WEEK.length - 1, weeks)];
  }

  private static double[] learnedByWeek() {
    double[] learned = new double[CivilTime.DAY];
    double share = 0;
    for (int week = 0; week < learned.length; week++) {
      share += weekRate(week) * (1 - share);
      learned[week] = share;
    }
    return learned;
  }

  private static double weekRate(double weeks) {
    return Math.max(WEEK_RATE, 1 / (2 + Math.floor(weeks)));
  }

  /** Moves the level, as after a pause, and the usual extremes with it. */
  static void moveLevel(byte[] data, double by) {
    putFloat(data, LEVEL, level(data) + by);
    if (getInt(data, LEARNED) > 0) {
      putFloat(data, EXTREME_LEVEL, getFloat(data, EXTREME_LEVEL) + by);
    }
  }

  /** Makes the level and that of extremes what they were in other bytes. */
  static void restoreLevel(byte[] data, byte[] kept) {
    System.arraycopy(kept, LEVEL, data, LEVEL, Float.BYTES);
    System.arraycopy(kept, EXTREME_LEVEL, data, EXTREME_LEVEL, Float.BYTES);
  }

  /**
   * Takes the level of the current bin for usual, if it is outside of what is expected: after two
   * weeks, because before a day of rest may be such a level.
   */
  static void accept(byte[] data, Moment now) {
    Expected e = expected(data, now);
    if (age(data, now.time) >= 2 * WEEK_MS && getInt(data, COUNT) > 0) {
      moveLevel(data, e.outside((double) getFloat(data, SUM) / getInt(data, COUNT)));
    }
  }

  /** How far a value is beyond the usual distance from what is expected. */
  static double beyond(byte[] data, Moment now, double y) {
    double rest = y - level(data) - at(data, now.halfHour, now.hour);
    return rest - clip(rest, scale(data));
  }

  /** Halves the unit while all codes are small, as after a first value that was far too large. */
  static void refine(byte[] data) {
    int week = 0;
    for (int hour = 0; hour < CivilTime.WEEK; hour++) {
      week = Math.max(week, Math.abs(week(data, hour)));
    }
    boolean small = peak(data) < MAX_DAY / FINER && week < MAX_WEEK / FINER;
    if (small && getFloat(data, UNIT) > Float.MIN_NORMAL) {
      rescale(data, 2);
    }
  }

  /** The largest distance from the level that the day knows. */
  private static double swing(byte[] data) {
    return (double) getFloat(data, UNIT) * peak(data);
  }

  private static int peak(byte[] data) {
    int peak = 0;
    for (int half = 0; half < CivilTime.HALF_HOURS; half++) {
      peak = Math.max(peak, Math.abs(day(data, half)));
    }
    return peak;
  }

  private static void moveDay(byte[] data, int half, double by) {
    if (by == 0) {
      return;
    }
    if (getFloat(data, UNIT) == 0) {
      int exponent = Math.getExponent(by) + 1 + ROOM_BITS - (Short.SIZE - 1);
      putFloat(data, UNIT, Math.max(Float.MIN_NORMAL, Math.scalb(1f, exponent)));
    }
    double code = day(data, half) + by / getFloat(data, UNIT);
    while (Math.abs(code) > MAX_DAY) {
      rescale(data, 0.5);
      code /= 2;
    }
    putShort(data, DAY + Short.BYTES * half, (int) Math.rint(code));
  }

  private static void moveWeek(byte[] data, int hour, double by) {
    if (by == 0) {
      return;
    }
    double code = week(data, hour) + by / getFloat(data, UNIT) / COARSE;
    while (Math.abs(code) > MAX_WEEK) {
      rescale(data, 0.5);
      code /= 2;
    }
    data[WEEK + hour] = (byte) Math.rint(code);
  }

  /** What all days of the week have in common belongs to the day; no sum changes. */
  private static void balance(byte[] data, int hour) {
    int sum = 0;
    for (int at = hour; at < CivilTime.WEEK; at += CivilTime.DAY) {
      sum += week(data, at);
    }
    int common = sum * CivilTime.DAY / CivilTime.WEEK;
    int first = day(data, 2 * hour) + COARSE * common;
    int second = day(data, 2 * hour + 1) + COARSE * common;
    if (common != 0 && Math.abs(first) <= MAX_DAY && Math.abs(second) <= MAX_DAY) {
      putShort(data, DAY + Short.BYTES * 2 * hour, first);
      putShort(data, DAY + Short.BYTES * (2 * hour + 1), second);
      for (int at = hour; at < CivilTime.WEEK; at += CivilTime.DAY) {
        int code = week(data, at) - common;
        data[WEEK + at] = (byte) Math.max(-MAX_WEEK, Math.min(MAX_WEEK, code));
      }
    }
  }

  /** Multiplies all codes, and divides the unit. */
  private static void rescale(byte[] data, double by) {
    putFloat(data, UNIT, getFloat(data, UNIT) / by);
    for (int half = 0; half < CivilTime.HALF_HOURS; half++) {
      putShort(data, DAY + Short.BYTES * half, (int) Math.rint(day(data, half) * by));
    }
    for (int hour = 0; hour < CivilTime.WEEK; hour++) {
      data[WEEK + hour] = (byte) Math.rint(week(data, hour) * by);
    }
  }

  private static int day(byte[] data, int half) {
    return getShort(data, DAY + Short.BYTES * half);
  }

  private static int week(byte[] data, int hour) {
    return data[WEEK + hour];
  }

  private static double clip(double x, double limit) {
    return Math.max(-limit, Math.min(limit, x));
  }
}
