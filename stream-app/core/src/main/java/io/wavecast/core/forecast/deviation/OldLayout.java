package io.wavecast.core.forecast.deviation;

import java.nio.ByteBuffer;

/**
 * The layouts of earlier snapshots: at first the score was the novelty of values, then it knew
 * none. What they knew of the forecasts is kept: the calibration and the open forecasts. What is
 * usual is learned from the start.
 */
enum OldLayout {
  FIRST_FULL(Profile.FULL, 1822, 162),
  FIRST_LIGHT(Profile.LIGHT, 560, 146),
  SECOND_FULL(Profile.FULL, 2156, 55),
  SECOND_LIGHT(Profile.LIGHT, 751, 55);

  final Profile profile;
  private final int size;
  private final int factors;

  OldLayout(Profile profile, int size, int factors) {
    this.profile = profile;
    this.size = size;
    this.factors = factors;
  }

  /**
   * The bytes of the same state in the present layout.
   *
   * @throws IllegalArgumentException when there are too few or too many
   */
  byte[] convert(ByteBuffer in) {
    DeviationState.checkSize(in, size);
    byte[] old = new byte[size];
    in.get(old);
    byte[] data = new byte[profile.layout.size];
    System.arraycopy(old, Layout.COUNT, data, Layout.COUNT, Integer.BYTES);
    System.arraycopy(old, Layout.SCALE, data, Layout.SCALE, Layout.COUNTER - Layout.SCALE);
    int from = factors;
    System.arraycopy(old, from, data, Layout.FACTORS, Calibration.SIZE);
    int forecasts = profile.layout.later - profile.layout.forecasts;
    System.arraycopy(old, size - forecasts, data, profile.layout.forecasts, forecasts);
    return data;
  }
}
