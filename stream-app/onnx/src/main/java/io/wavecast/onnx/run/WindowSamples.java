package io.wavecast.onnx.run;

import io.wavecast.core.forecast.Shape;
import java.util.Optional;
import java.util.Random;

/**
 * Windows on which a forecaster is verified: zeros, constants, a wave, then random walks and noise
 * of magnitudes from 0.001 to 1,000,000.
 */
final class WindowSamples implements Samples {
  private static final float[] CONSTANTS = {0, 1, -3.5f, 1e-6f, 1e6f};

  private final Shape shape;
  private final float[] windows;

  WindowSamples(int count, Shape shape) {
    this.shape = shape;
    windows = new float[count * shape.window()];
    Random random = new Random(50);
    for (int row = 0; row < count; row++) {
      fill(row, random);
    }
  }

  private void fill(int row, Random random) {
    double scale = Math.pow(10, random.nextInt(10) - 3);
    double level = random.nextGaussian() * scale;
    for (int t = 0; t < shape.window(); t++) {
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
      windows[row * shape.window() + t] = (float) value;
    }
  }

  @Override
  public float[] rows(String input, int step) {
    return windows;
  }

  @Override
  public Optional<String> problem(float[] results, int width) {
    for (int i = 0; i < results.length; i++) {
      if (!Float.isFinite(results[i])) {
        String output = i % width < shape.horizon() ? "forecast" : "quantiles";
        return Optional.of(
            "output '%s' must be finite for %s, got: %s"
                .formatted(output, name(i / width), results[i]));
      }
    }
    return descends(results, width)
        ? Optional.of("output 'quantiles' must ascend with quantile_levels, they descend")
        : Optional.empty();
  }

  /**
   * Whether most quantiles of the highest level lie below those of the lowest. Networks that learn
   * each level alone may cross some; these are sorted where they are used.
   */
  private boolean descends(float[] results, int width) {
    int levels = width / shape.horizon() - 1;
    int balance = 0;
    for (int row = 0; row < results.length; row += width) {
      for (int lowest = row + shape.horizon(); lowest < row + width; lowest += levels) {
        balance += Float.compare(results[lowest], results[lowest + levels - 1]);
      }
    }
    return balance > 0;
  }

  /**
   * The largest absolute value in a window, and that of what is forecast for it, which is larger
   * where a network does not scale its window.
   */
  @Override
  public double magnitude(int sample, float[] results, int width) {
    return largest(windows, sample, shape.window()) + largest(results, sample, width);
  }

  private static double largest(float[] rows, int row, int width) {
    double largest = Float.MIN_NORMAL;
    for (int i = row * width; i < (row + 1) * width; i++) {
      largest = Math.max(largest, Math.abs(rows[i]));
    }
    return largest;
  }

  @Override
  public String dependence() {
    return "a window's forecast must not depend on the other windows of its batch";
  }

  /** E.g. {@code a window of the constant 1.0}. */
  private static String name(int sample) {
    if (sample < CONSTANTS.length) {
      return "a window of the constant " + CONSTANTS[sample];
    }
    return sample == CONSTANTS.length ? "a wave" : "a random window";
  }
}
