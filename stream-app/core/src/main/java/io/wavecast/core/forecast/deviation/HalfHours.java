package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * The maximum and minimum of the current half hour and of the last ones that have passed, and what
 * was said of them.
 *
 * <p>Bytes: byte current half hour of the day, 1..48, 0 before the first; byte number of half hours
 * that have passed, plus 8 times the half hours for which what was missing begins no anomaly, plus
 * 64 if that is the maximum; float maximum and minimum of the current half hour; float[4][2] those
 * of the last half hours.
 */
final class HalfHours {
  static final int PARTS = 4;

  private static final int BIN = 0;
  private static final int FILLED = 1;
  private static final int CURRENT = 2;
  private static final int PAIR = 2 * Float.BYTES;
  private static final int LAST = CURRENT + PAIR;
  static final int SIZE = LAST + PAIR * PARTS;

  /** Of the second byte: the number of parts, where the number of half hours begins, the side. */
  private static final int COUNT = 7;

  private static final int SAID = 3;
  private static final int SAID_HIGH = 1 << 6;

  private HalfHours() {}

  /** The current half hour of the day, 1..48; 0 before the first. */
  static int current(byte[] data, int at) {
    return data[at + BIN];
  }

  /** Forgets all. */
  static void clear(byte[] data, int at) {
    data[at + BIN] = 0;
    data[at + FILLED] = 0;
  }

  /** Begins a half hour with its first value. */
  static void begin(byte[] data, int at, int bin, double x) {
    data[at + BIN] = (byte) bin;
    putFloat(data, at + CURRENT, x);
    putFloat(data, at + CURRENT + Float.BYTES, x);
  }

  /** Takes a value into the current half hour. */
  static void add(byte[] data, int at, double x) {
    putFloat(data, at + CURRENT, Math.max(getFloat(data, at + CURRENT), x));
    int min = at + CURRENT + Float.BYTES;
    putFloat(data, min, Math.min(getFloat(data, min), x));
  }

  /** Makes the current half hour the latest that has passed, and returns it. */
  static int pass(byte[] data, int at) {
    System.arraycopy(data, at + LAST, data, at + LAST + PAIR, PAIR * (PARTS - 1));
    System.arraycopy(data, at + CURRENT, data, at + LAST, PAIR);
    data[at + FILLED] = (byte) Math.min(parts(data, at) + 1, PARTS);
    return current(data, at);
  }

  /** Whether all of the last half hours were seen. */
  static boolean isComplete(byte[] data, int at) {
    return parts(data, at) == PARTS;
  }

  /** The maximum or the minimum of the last half hours. */
  static double latest(byte[] data, int at, boolean max) {
    return latest(data, at, parts(data, at), max);
  }

  private static double latest(byte[] data, int at, int parts, boolean max) {
    double latest = getFloat(data, at + LAST + (max ? 0 : Float.BYTES));
    for (int i = 1; i < parts; i++) {
      latest = further(latest, getFloat(data, at + LAST + PAIR * i + (max ? 0 : Float.BYTES)), max);
    }
    return latest;
  }

  /**
   * The maximum or the minimum of the last half hours once the current one has passed.
   *
   * @param tolerant whether the half hour before them counts, and the value after them: what comes
   *     a little earlier or later than usual
   */
  static double passing(byte[] data, int at, double next, boolean tolerant, boolean max) {
    double current = getFloat(data, at + CURRENT + (max ? 0 : Float.BYTES));
    int parts = Math.min(parts(data, at), tolerant ? PARTS : PARTS - 1);
    double widest = tolerant ? further(current, next, max) : current;
    return parts == 0 ? widest : further(widest, latest(data, at, parts, max), max);
  }

  private static double further(double x, double y, boolean max) {
    return max ? Math.max(x, y) : Math.min(x, y);
  }

  /** For how many half hours what was missing begins no anomaly. */
  static int said(byte[] data, int at) {
    return data[at + FILLED] >> SAID & COUNT;
  }

  /** Whether that is the maximum. */
  static boolean saidHigh(byte[] data, int at) {
    return (data[at + FILLED] & SAID_HIGH) != 0;
  }

  /** Sets for how many half hours what was missing begins no anomaly. */
  static void say(byte[] data, int at, int halfHours, boolean isHigh) {
    int said = halfHours == 0 ? 0 : halfHours << SAID | (isHigh ? SAID_HIGH : 0);
    data[at + FILLED] = (byte) (parts(data, at) | said);
  }

  private static int parts(byte[] data, int at) {
    return data[at + FILLED] & COUNT;
  }
}
