package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putInt;
import static io.wavecast.core.forecast.Memory.putLong;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.signal.Context.FirstChange;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.time.Duration;

/**
 * The anomaly that a series is in: it begins with a score above 1 and lasts while values are
 * unusual or keep their distance from what was expected when it began, moved by what the day
 * expects since. Nothing is learned while it lasts. At its end the tails learn it, but only little
 * beyond their records, so that the next one is found; in full where they come often or the series
 * is young. After {@code acceptAfter} its level is accepted as normal. The end of an anomaly begins
 * none: forecasts that saw it mean nothing for a while.
 *
 * <p>Bytes: byte place of the signal that began it, from 1 on, 0 without one; byte usual values in
 * a row; byte values to settle; byte recent anomalies; int values since its begin; long its begin;
 * float value expected at its begin; float distance from that; float score; float what the day and
 * the week expected then, NaN if nothing.
 */
final class Anomaly {
  private static final int USUAL = 1;
  private static final int SETTLE = 2;
  private static final int RECENT = 3;
  private static final int LENGTH = 4;
  private static final int BEGAN = LENGTH + Integer.BYTES;
  private static final int EXPECTED = BEGAN + Long.BYTES;
  private static final int DISTANCE = EXPECTED + Float.BYTES;
  private static final int SCORE = DISTANCE + Float.BYTES;
  private static final int SEASON = SCORE + Float.BYTES;
  private static final int SIZE = SEASON + Float.BYTES;

  private final Signals signals;
  private final long acceptAfter;
  private final int at;

  /** Bytes of its memory. */
  int size() {
    return SIZE;
  }

  Anomaly(Memory memory, Signals signals, Duration acceptAfter) {
    this.signals = signals;
    this.acceptAfter = acceptAfter.toMillis();
    at = memory.take(SIZE);
  }

  boolean isOpen(byte[] data) {
    return data[at] != 0;
  }

  /** How many values it has lasted; -1 if none is open. */
  int length(byte[] data) {
    return isOpen(data) ? getInt(data, at + LENGTH) : -1;
  }

  /** When it began, ms since the epoch; 0 if none is open. */
  long began(byte[] data) {
    return isOpen(data) ? getLong(data, at + BEGAN) : 0;
  }

  /** How long the newest one has lasted at a time, ms. */
  long lasted(byte[] data, long time) {
    return time - getLong(data, at + BEGAN);
  }

  /** Whether one has ended a short time ago. */
  boolean isSettling(byte[] data) {
    return data[at + SETTLE] > 0;
  }

  /** Makes errors of forecasts mean nothing for a while, as after the end of an anomaly. */
  void settle(byte[] data, double stepMs) {
    data[at + SETTLE] = (byte) Pace.SETTLE.values(stepMs);
  }

  /** The place of the signal that began the one that is open. */
  int signal(byte[] data) {
    return data[at] - 1;
  }

  /** The value expected when it began, of a counter the increase, moved by what the day expects. */
  double expected(Context c) {
    double moved = c.expected().mean() - getFloat(c.data(), at + SEASON);
    return getFloat(c.data(), at + EXPECTED) + (Double.isNaN(moved) ? 0 : moved);
  }

  /**
   * Begins one if the score is above 1, or continues it.
   *
   * @param score of the observation by itself
   * @return the score with what was before: at least that of its begin while the anomaly lasts
   */
  double update(Context c, Readings r, double score) {
    byte[] data = c.data();
    if (isOpen(data)) {
      return last(c, r, score);
    }
    if (c.firstChange() != FirstChange.NO && score <= 1) {
      settle(data, c.stepMs());
    } else if (data[at + SETTLE] > 0) {
      data[at + SETTLE]--;
    }
    if (c.n() % Pace.FORGET.values(c.stepMs()) == 0 && data[at + RECENT] > 0) {
      data[at + RECENT]--;
    }
    if (score <= 1 || !c.isMature()) {
      return Math.min(score, 1);
    }
    int dominant = r.dominant();
    Signal signal = signals.all.get(dominant);
    double expected = expected(c, r, dominant);
    boolean isDirected = r.direction(dominant) != Direction.NONE;
    if (signal.mayBeReturn() && isReturn(c, expected, isDirected)) {
      settle(data, c.stepMs());
      signals.dropBlocks(data);
      return 1;
    }
    data[at] = (byte) (dominant + 1);
    data[at + USUAL] = 0;
    putInt(data, at + LENGTH, 0);
    putLong(data, at + BEGAN, c.time());
    putFloat(data, at + EXPECTED, expected);
    putFloat(data, at + DISTANCE, c.x() - expected);
    putFloat(data, at + SCORE, score);
    putFloat(data, at + SEASON, c.expected().mean());
    signals.beginAnomaly(data, r);
    return score;
  }

  /**
   * The value that the dominant signal expected. The mean stands for a forecast that the value is
   * not unusually far from.
   */
  private double expected(Context c, Readings r, int dominant) {
    double forecast = c.isCounter() || c.errors().lead == 0 ? c.mean() : c.errors().yhat;
    double expected = signals.all.get(dominant).expected(c, forecast);
    Direction direction = r.direction(dominant);
    boolean isWrong =
        (direction == Direction.ABOVE && expected > c.x())
            || (direction == Direction.BELOW && expected < c.x());
    return isWrong ? c.mean() : expected;
  }

  /**
   * Whether a value is a common one where a rare one was expected, or much nearer to what the day
   * expects: what seems to begin is the end of something.
   */
  private boolean isReturn(Context c, double expected, boolean isDirected) {
    double mean = c.expected().mean();
    if (Double.isNaN(mean)) {
      return isMoreCommon(c, expected);
    }
    double before = Math.abs(expected - mean);
    double now = Math.abs(c.x() - mean);
    boolean isBack =
        isDirected
            && c.expected().days() >= Tuning.MIN_DAYS
            && now < Tuning.REMAINS_AT_RETURN * before;
    return isBack || (now < before && isMoreCommon(c, expected));
  }

  private boolean isMoreCommon(Context c, double expected) {
    Histogram histogram = signals.histogram;
    return histogram.isKnown(c.data())
        && histogram.near(c.data(), c.x()) > Tuning.RETURN * histogram.near(c.data(), expected);
  }

  private double last(Context c, Readings r, double score) {
    byte[] data = c.data();
    signals.addPeaks(data, r);
    int length = Memory.increment(data, at + LENGTH);
    boolean isLong = c.time() - getLong(data, at + BEGAN) > acceptAfter;
    if (isLong && length > Pace.YOUTH.values(c.stepMs())) {
      end(c, r, true);
      r.accept();
      return Math.min(score, Tuning.ACCEPTED);
    }
    boolean remains = remains(c);
    if (remains || score > Deviation.USUAL) {
      data[at + USUAL] = 0;
    } else {
      if (data[at + USUAL] == 0) { // it has just come back
        putFloat(data, at + SCORE, Tuning.RETURNED * getFloat(data, at + SCORE));
      }
      data[at + USUAL]++;
    }
    if (data[at + USUAL] >= Pace.RECOVER.values(c.stepMs())) {
      end(c, r, false);
    }
    return remains ? Math.max(score, getFloat(data, at + SCORE)) : score;
  }

  /** Whether a value keeps its distance from what was expected, moved by what the day expects. */
  private boolean remains(Context c) {
    byte[] data = c.data();
    if (c.isUsual() || getFloat(data, at + SCORE) <= Deviation.USUAL) {
      return false;
    }
    double expected = expected(c);
    Signal signal = signals.all.get(signal(data));
    return !isMoreCommon(c, expected)
        && signal.remains(c, getFloat(data, at + DISTANCE), c.x() - expected);
  }

  private void end(Context c, Readings r, boolean isAccepted) {
    byte[] data = c.data();
    boolean often = data[at + RECENT] >= Tuning.MANY;
    signals.endAnomaly(c, r, isAccepted || often || c.isYoung(), isAccepted);
    data[at] = 0;
    data[at + RECENT] =
        (byte) (c.isYoung() ? 0 : Math.min(data[at + RECENT] + 1, Tuning.MOST_COUNTED));
    settle(data, c.stepMs());
  }

  /** Ends the open one as normal, or learns the newest one in full. */
  void accept(Context c, Readings r) {
    byte[] data = c.data();
    if (isOpen(data)) {
      end(c, r, true);
      r.accept();
    } else if (getLong(data, at + BEGAN) > 0) {
      signals.acceptPeaks(data);
      double level = (double) getFloat(data, at + EXPECTED) + getFloat(data, at + DISTANCE);
      signals.histogram.add(data, level, Tuning.LEVEL_COUNT + c.n() / Tuning.LEVEL_VALUES);
    }
  }
}
