package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.SHORT;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.stream.BitInput;
import io.wavecast.core.stream.BitOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the written deviation state of a series probably becomes by one more observation. It need
 * not be right, but it must never change for a code of a layout: stored differences say what it
 * missed. A changed prediction needs a new version of the differences. Not thread-safe.
 */
public final class DeviationForesight {
  private static final int FACTORS = 2 * Layout.LEADS;
  private static final int UNKNOWN = Integer.MAX_VALUE;
  private static final int[] HERE = {0};

  /** The state without its first byte; used again for one of the same size. */
  private byte[] data = {};

  /**
   * Time between the latest forecasts of two written states.
   *
   * @param at where the earlier one begins
   * @param later where the later one begins
   * @param length of both
   * @return ms; 0 where no forecast was added
   */
  public static long passed(byte[] before, int at, byte[] after, int later, int length) {
    if (profile(before, at, length) == null || before[at] != after[later]) {
      return 0;
    }
    long from = (long) LONG.get(before, at + 1 + Layout.LATEST_ORIGIN);
    return Math.max(0, (long) LONG.get(after, later + 1 + Layout.LATEST_ORIGIN) - from);
  }

  /** The most frequent change of a calibration factor between two such states, in codes. */
  public static int move(byte[] before, int at, byte[] after, int later) {
    int most = 0;
    int votes = 0;
    for (int i = 0; i < FACTORS; i++) {
      int factor = 1 + Layout.FACTORS + Short.BYTES * i;
      int move = (short) SHORT.get(after, later + factor) - (short) SHORT.get(before, at + factor);
      if (votes == 0) {
        most = move;
      }
      votes += move == most ? 1 : -1;
    }
    return most;
  }

  /**
   * Predicts a state.
   *
   * @param written the earlier one, which becomes the predicted one
   * @param at where it begins
   * @param passed from {@link #passed}, above 0
   * @param move from {@link #move}
   */
  public void predict(byte[] written, int at, int length, long passed, int move) {
    Profile profile = profile(written, at, length);
    if (profile == null) {
      return;
    }
    open(written, at, length);
    Layout layout = profile.layout;
    INT.set(data, Layout.COUNT, (int) INT.get(data, Layout.COUNT) + 1);
    putShort(data, Layout.SINCE_PEAK, (short) SHORT.get(data, Layout.SINCE_PEAK) + 1);
    for (int i = 0; i < FACTORS; i++) {
      int factor = Layout.FACTORS + Short.BYTES * i;
      putShort(data, factor, (short) SHORT.get(data, factor) + move);
    }
    for (Feature feature : Feature.values()) {
      if (feature.index < layout.first && feature.block > 1) {
        Tail.count(data, layout.tail(feature), feature.block);
      }
    }
    long origin = (long) LONG.get(data, Layout.LATEST_ORIGIN) + passed;
    OpenForecasts.shift(data, layout, origin);
    System.arraycopy(data, 0, written, at + 1, data.length);
  }

  /** Whether the later of two such states has one observation more. */
  public static boolean isNext(byte[] before, int at, byte[] after, int later) {
    int count = 1 + Layout.COUNT;
    return (int) INT.get(after, later + count) == (int) INT.get(before, at + count) + 1;
  }

  /**
   * Writes one more observation and its forecast.
   *
   * @param written the earlier state, which becomes the predicted one
   * @param at where it begins
   * @param passed from {@link #passed}, above 0
   * @param after the later state
   * @param later where it begins
   * @return the value of the observation
   */
  public float write(
      byte[] written, int at, int length, long passed, byte[] after, int later, BitOutput out) {
    return next(written, at, length, passed, new Residuals.Writer(after, later + 1, out));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param written the earlier state, which becomes the predicted one
   * @return the value of the observation
   * @throws IllegalArgumentException when the earlier state has no such layout
   */
  public float read(byte[] written, int at, int length, long passed, ByteBuffer in) {
    return next(written, at, length, passed, new Residuals.Reader(new BitInput(in)));
  }

  private float next(byte[] written, int at, int length, long passed, Residuals residuals) {
    Profile profile = profile(written, at, length);
    if (profile == null) {
      throw new IllegalArgumentException("difference must be of a deviation state");
    }
    open(written, at, length);
    long time = (long) LONG.get(data, Layout.LATEST_ORIGIN) + passed;
    float y = value(data, residuals);
    Errors errors = Errors.of(data, profile, time, y, UsualHere.UNKNOWN);
    factors(data, errors, residuals);
    UsualStep.predict(data, profile, errors, y);
    ForecastForesight.add(data, profile, time, residuals);
    System.arraycopy(data, 0, written, at + 1, data.length);
    return y;
  }

  private void open(byte[] written, int at, int length) {
    if (data.length != length - 1) {
      data = new byte[length - 1];
    }
    System.arraycopy(written, at + 1, data, 0, data.length);
  }

  /** The value, expected to be as forecast. */
  private static float value(byte[] data, Residuals residuals) {
    float before = Layout.getFloat(data, Counter.PREVIOUS);
    Layout.putFloat(data, Counter.PREVIOUS, Layout.getFloat(data, Layout.LATEST_ONE_STEP));
    residuals.floats(data, Counter.PREVIOUS, HERE);
    float y = Layout.getFloat(data, Counter.PREVIOUS);
    Layout.putFloat(data, Counter.PREVIOUS, before);
    return y;
  }

  /** All sides that hold the value move alike, and so do all others: the first of each is known. */
  private static void factors(byte[] data, Errors errors, Residuals residuals) {
    int[] moves = {UNKNOWN, UNKNOWN};
    for (int i = 0; i < FACTORS; i++) {
      int lead = 1 + i / 2;
      boolean isAbove = i % 2 == 1;
      long bit = 1L << (lead - 1);
      if ((errors.calibrated & bit) == 0) {
        continue;
      }
      int beyond = ((isAbove ? errors.above : errors.below) & bit) == 0 ? 0 : 1;
      int factor = Calibration.offset(data, lead, isAbove);
      if (moves[beyond] == UNKNOWN) {
        int before = (short) SHORT.get(data, factor);
        residuals.shorts(data, factor, HERE);
        moves[beyond] = (short) SHORT.get(data, factor) - before;
      } else {
        Calibration.move(data, lead, isAbove, moves[beyond]);
      }
    }
  }

  private static @Nullable Profile profile(byte[] written, int at, int length) {
    Profile profile = DeviationState.profile(written[at]);
    return profile != null && length == 1 + DeviationState.size(written[at]) ? profile : null;
  }
}
