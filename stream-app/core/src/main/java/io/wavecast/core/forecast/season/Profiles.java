package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Floats;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * How far the values of a series usually are from its level, by hour of the day and of the week:
 *
 * <pre>
 *   season(t) = day[hour of t] + week[hour of the week of t]
 *   level, day and week each move a share of  value - level - season  when a value comes
 * </pre>
 *
 * <p>The day's profile is learned first. The week's holds what the day's does not explain, so that
 * an hour of the week that was never seen is an hour of the day. A value counts for at most {@value
 * #LIMIT} times the usual distance or for the swing of the day, so that an outage does not become
 * usual, but a weekend without the peak of each day does.
 *
 * <p>Codes are whole multiples of a unit, a power of two that adapts: 16 bits for the day, 8 for
 * the week in steps of {@value #COARSE} units.
 */
final class Profiles {
  private static final int START = 0;
  private static final int LEVEL = 8;
  private static final int SCALE = 12;
  private static final int UNIT = 16;
  private static final int DAY = 20;
  private static final int WEEK = DAY + CivilTime.DAY * Short.BYTES;
  static final int END = WEEK + CivilTime.WEEK;

  private static final double HOUR_MS = 3_600_000;
  private static final double DAY_MS = 24 * HOUR_MS;
  private static final double WEEK_MS = 7 * DAY_MS;

  /** A value counts for at most this many times the usual distance, or the day's swing. */
  private static final double LIMIT = 3;

  /** Share of an hour of the day that one day's values replace, in the long run. */
  private static final double DAY_RATE = 0.08;

  /** Share of an hour of the week that one week's values replace, in the long run. */
  private static final double WEEK_RATE = 0.15;

  /** Values over which the usual distance is averaged. */
  private static final double SCALE_VALUES = 50;

  /** Values, and at least a day, before any is limited. */
  private static final double FREE_VALUES = 5;

  /** Weeks after which hardly anything is left to learn. */
  private static final int COUNTED_WEEKS = 53;

  private static final double[] LEARNED = learnedByWeek();

  /** Hours that count for what has happened lately. */
  private static final int LATELY = 5;

  /** The least share of what is prominent that means of an hour must show. */
  private static final double SHOWN = 0.1;

  private static final int COARSE = 256;
  private static final int MAX_DAY = Short.MAX_VALUE;
  private static final int MAX_WEEK = Byte.MAX_VALUE;

  /** Codes below a quarter of the largest ones leave room for a finer unit. */
  private static final int FINER = 4;

  /** A new unit leaves room for values this many times as large as the first one. */
  private static final int ROOM_BITS = 3;

  private Profiles() {}

  static long start(ByteBuffer data) {
    return data.getLong(START);
  }

  /** Begins with a first value. */
  static void begin(ByteBuffer data, long time, double y) {
    data.putLong(START, time).putFloat(LEVEL, Floats.clamp(y));
  }

  /** How far values usually are from the level in an hour of the week. */
  static double at(ByteBuffer data, int hour) {
    int code = day(data, hour % CivilTime.DAY) + COARSE * week(data, hour);
    return (double) data.getFloat(UNIT) * code;
  }

  /** The mean of about the last week. */
  static double level(ByteBuffer data) {
    return data.getFloat(LEVEL);
  }

  /** What the day's profile says of an hour of the week. */
  static double ofDay(ByteBuffer data, int hour) {
    return (double) data.getFloat(UNIT) * day(data, hour % CivilTime.DAY);
  }

  /** How far values probably are from the level in an hour of the week when all is learned. */
  static double complete(ByteBuffer data, int hour, double learned) {
    double day = ofDay(data, hour);
    return day + 1 / learned * (at(data, hour) - day);
  }

  /**
   * The share of a difference between days of the week that the week's profile holds after some
   * weeks; it begins at 0 and comes close to 1.
   */
  static double learned(long ageMs) {
    return LEARNED[(int) Math.min(LEARNED.length - 1, Math.rint(ageMs / WEEK_MS))];
  }

  private static double[] learnedByWeek() {
    double[] learned = new double[COUNTED_WEEKS];
    for (int week = 1; week < COUNTED_WEEKS; week++) {
      learned[week] = learned[week - 1] + weekRate(week - 1) * (1 - learned[week - 1]);
    }
    return learned;
  }

  private static double weekRate(double weeks) {
    return Math.max(WEEK_RATE, 1 / (2 + weeks));
  }

  /**
   * Learns from a value.
   *
   * @param hour of the week
   * @param stepMs time between two values, ms
   * @param weight how much the value counts, in (0, 1]
   */
  static void learn(ByteBuffer data, int hour, long time, long stepMs, double y, double weight) {
    double step = stepMs;
    double age = time - start(data);
    double level = data.getFloat(LEVEL);
    double scale = data.getFloat(SCALE);
    double season = at(data, hour);
    double rest = y - level - season;
    boolean free = age < Math.max(FREE_VALUES * step, DAY_MS) || scale == 0;
    double limit = free ? Double.MAX_VALUE : Math.max(LIMIT * scale, swing(data));
    double counted = weight * clip(rest, limit);
    double pace = Math.min(1, step / HOUR_MS);
    double levelPace = step / (Math.min(WEEK_MS, age) + step);
    data.putFloat(
        LEVEL,
        Floats.clamp(level + weight * levelPace * clip(y - level, limit + Math.abs(season))));
    double scalePace = step / (Math.min(SCALE_VALUES * step, age) + step);
    double distance = free ? Math.abs(rest) : Math.min(Math.abs(rest), 2 * limit);
    data.putFloat(SCALE, Floats.clamp(scale + weight * scalePace * (distance - scale)));
    moveDay(
        data, hour % CivilTime.DAY, pace * Math.max(DAY_RATE, 1 / (1 + age / DAY_MS)) * counted);
    double left = season + counted - at(data, hour);
    moveWeek(data, hour, pace * weekRate(age / WEEK_MS) * left);
    balance(data, hour % CivilTime.DAY);
  }

  /**
   * Whether a day of the week lacks the high values that all days together bring in an hour and
   * those before it: of the rise of the hourly means it has less than a share.
   *
   * @param hour of the week
   * @param learned of the difference between days of the week
   * @param prominence how far the high values lie above those of most of the day. Of values that
   *     hardly show in the means nothing is known.
   */
  static boolean lacks(ByteBuffer data, int hour, double learned, double prominence, double share) {
    double all = rise(hour, each -> ofDay(data, each));
    double day = rise(hour, each -> complete(data, each, learned));
    return all > SHOWN * prominence && day < share * all;
  }

  /** How far a profile rises in an hour or those before it, above most hours of a day. */
  private static double rise(int hour, IntToDoubleFunction profile) {
    double[] hours = new double[CivilTime.DAY];
    Arrays.setAll(hours, i -> profile.applyAsDouble(Math.floorMod(hour - i, CivilTime.WEEK)));
    double high = Arrays.stream(hours, 0, LATELY).max().orElseThrow();
    Arrays.sort(hours);
    return high - hours[hours.length / 4];
  }

  /** How far a value is beyond the usual distance from what is expected. */
  static double beyond(ByteBuffer data, int hour, double y) {
    double rest = y - data.getFloat(LEVEL) - at(data, hour);
    return rest - clip(rest, data.getFloat(SCALE));
  }

  static void moveLevel(ByteBuffer data, double by) {
    data.putFloat(LEVEL, Floats.clamp(data.getFloat(LEVEL) + by));
  }

  /** Halves the unit while all codes are small, as after a first value that was far too large. */
  static void refine(ByteBuffer data) {
    int week = 0;
    for (int hour = 0; hour < CivilTime.WEEK; hour++) {
      week = Math.max(week, Math.abs(week(data, hour)));
    }
    float unit = data.getFloat(UNIT);
    if (peak(data) < MAX_DAY / FINER && week < MAX_WEEK / FINER && unit > Float.MIN_NORMAL) {
      rescale(data, 2);
    }
  }

  /** The largest distance from the level that the day's profile knows. */
  private static double swing(ByteBuffer data) {
    return (double) data.getFloat(UNIT) * peak(data);
  }

  private static int peak(ByteBuffer data) {
    int peak = 0;
    for (int hour = 0; hour < CivilTime.DAY; hour++) {
      peak = Math.max(peak, Math.abs(day(data, hour)));
    }
    return peak;
  }

  private static void moveDay(ByteBuffer data, int hour, double by) {
    if (by == 0) {
      return;
    }
    if (data.getFloat(UNIT) == 0) {
      int exponent = Math.getExponent(by) + 1 + ROOM_BITS - (Short.SIZE - 1);
      data.putFloat(UNIT, Math.max(Float.MIN_NORMAL, Math.scalb(1f, exponent)));
    }
    double code = day(data, hour) + by / data.getFloat(UNIT);
    while (Math.abs(code) > MAX_DAY) {
      rescale(data, 0.5);
      code /= 2;
    }
    data.putShort(DAY + Short.BYTES * hour, (short) Math.rint(code));
  }

  /** What all days of the week have in common belongs to the day; no sum changes. */
  private static void balance(ByteBuffer data, int hour) {
    int sum = 0;
    for (int at = hour; at < CivilTime.WEEK; at += CivilTime.DAY) {
      sum += week(data, at);
    }
    int common = sum * CivilTime.DAY / CivilTime.WEEK;
    int day = day(data, hour) + COARSE * common;
    if (common != 0 && Math.abs(day) <= MAX_DAY) {
      data.putShort(DAY + Short.BYTES * hour, (short) day);
      for (int at = hour; at < CivilTime.WEEK; at += CivilTime.DAY) {
        int code = week(data, at) - common;
        data.put(WEEK + at, (byte) Math.max(-MAX_WEEK, Math.min(MAX_WEEK, code)));
      }
    }
  }

  private static void moveWeek(ByteBuffer data, int hour, double by) {
    if (by == 0) {
      return;
    }
    double code = week(data, hour) + by / data.getFloat(UNIT) / COARSE;
    while (Math.abs(code) > MAX_WEEK) {
      rescale(data, 0.5);
      code /= 2;
    }
    data.put(WEEK + hour, (byte) Math.rint(code));
  }

  /** Multiplies all codes, and divides the unit. */
  private static void rescale(ByteBuffer data, double by) {
    data.putFloat(UNIT, (float) (data.getFloat(UNIT) / by));
    for (int hour = 0; hour < CivilTime.DAY; hour++) {
      data.putShort(DAY + Short.BYTES * hour, (short) Math.rint(day(data, hour) * by));
    }
    for (int hour = 0; hour < CivilTime.WEEK; hour++) {
      data.put(WEEK + hour, (byte) Math.rint(week(data, hour) * by));
    }
  }

  private static int day(ByteBuffer data, int hour) {
    return data.getShort(DAY + Short.BYTES * hour);
  }

  private static int week(ByteBuffer data, int hour) {
    return data.get(WEEK + hour);
  }

  private static double clip(double x, double limit) {
    return Math.max(-limit, Math.min(limit, x));
  }
}
