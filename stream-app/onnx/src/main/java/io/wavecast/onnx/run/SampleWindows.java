package io.wavecast.onnx.run;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import java.util.Random;

/**
 * The windows on which a model is tried, always the same: zeros, constants, a wave, then random
 * walks and noise of magnitudes from 0.001 to 1,000,000.
 */
final class SampleWindows {
  private static final float[] CONSTANTS = {0, 1, -3.5f, 1e-6f, 1e6f};

  private final int count;
  private final float[] values;

  private SampleWindows(int count) {
    this.count = count;
    this.values = new float[count * WINDOW];
  }

  static SampleWindows of(int count) {
    SampleWindows windows = new SampleWindows(count);
    Random random = new Random(50);
    for (int row = 0; row < count; row++) {
      windows.fill(row, random);
    }
    return windows;
  }

  private void fill(int row, Random random) {
    double scale = Math.pow(10, random.nextInt(10) - 3);
    double level = random.nextGaussian() * scale;
    for (int t = 0; t < WINDOW; t++) {
      double step = random.nextGaussian() * scale;
      level += step;
      double value;
      if (row < CONSTANTS.length) {
        value = CONSTANTS[row];
      } else if (row == CONSTANTS.length) {
        value = 0.5 * Math.sin(0.3 * t) + 0.2 * Math.sin(0.7 * t);
      } else {
        value = row % 2 == 0 ? level : step;
      }
      values[row * WINDOW + t] = (float) value;
    }
  }

  /** Windows {@code from}, {@code from + 1}, ..., after the last the first again. */
  float[] rows(int from, int rows) {
    float[] part = new float[rows * WINDOW];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, (from + row) % count * WINDOW, part, row * WINDOW, WINDOW);
    }
    return part;
  }

  /** The largest absolute value in a window. */
  double magnitude(int row) {
    double largest = Float.MIN_NORMAL;
    for (int t = 0; t < WINDOW; t++) {
      largest = Math.max(largest, Math.abs(values[row * WINDOW + t]));
    }
    return largest;
  }

  /** E.g. {@code a window of the constant 1.0}. */
  String name(int row) {
    if (row < CONSTANTS.length) {
      return "a window of the constant " + CONSTANTS[row];
    }
    return row == CONSTANTS.length ? "a wave" : "a random window";
  }
}
