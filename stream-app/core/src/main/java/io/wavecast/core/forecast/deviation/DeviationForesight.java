package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.SHORT;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.Forecaster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the written deviation state of a series probably becomes by one more observation. It need
 * not be right, but it must never change for a code of a layout: stored differences say what it
 * missed. A changed prediction needs a new version of the differences.
 */
public final class DeviationForesight {
  private static final int FACTORS = 2 * Forecaster.HORIZON;

  private DeviationForesight() {}

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
  public static void predict(byte[] written, int at, int length, long passed, int move) {
    Profile profile = profile(written, at, length);
    if (profile == null) {
      return;
    }
    byte[] data = Arrays.copyOfRange(written, at + 1, at + length);
    Layout layout = profile.layout;
    INT.set(data, Layout.COUNT, (int) INT.get(data, Layout.COUNT) + 1);
    putShort(data, Layout.SINCE_PEAK, (short) SHORT.get(data, Layout.SINCE_PEAK) + 1);
    for (int i = 0; i < FACTORS; i++) {
      int factor = Layout.FACTORS + Short.BYTES * i;
      putShort(data, factor, (short) SHORT.get(data, factor) + move);
    }
    for (Feature feature : Feature.values()) {
      if (feature.index < profile.features && feature.block > 1) {
        Tail.count(data, layout.tail(feature), feature.block);
      }
    }
    long origin = (long) LONG.get(data, Layout.LATEST_ORIGIN) + passed;
    OpenForecasts.shift(data, layout.forecasts, profile.origins, origin);
    System.arraycopy(data, 0, written, at + 1, data.length);
  }

  private static @Nullable Profile profile(byte[] written, int at, int length) {
    Profile profile = DeviationState.profile(written[at]);
    return profile != null && length == 1 + profile.layout.size ? profile : null;
  }
}
