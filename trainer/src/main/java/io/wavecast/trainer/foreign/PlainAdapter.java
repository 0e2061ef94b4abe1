package io.wavecast.trainer.foreign;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;

/**
 * What {@link AdapterGraph} writes, in plain Java and double precision, for some windows.
 *
 * @param windows [n, 50]; shared, not copied
 */
record PlainAdapter(
    Adapter adapter, int context, int horizon, boolean levelsFirst, float[] windows) {
  private static final int W = WindowSet.WINDOW;
  private static final int H = WindowSet.HORIZON;

  private int size() {
    return windows.length / W;
  }

  private double mean(int row) {
    double sum = 0;
    for (int t = 0; t < W; t++) {
      sum += windows[row * W + t];
    }
    return sum / W;
  }

  private double spread(int row) {
    double mean = mean(row);
    double squares = 0;
    double sizes = 0;
    for (int t = 0; t < W; t++) {
      double x = windows[row * W + t];
      squares += (x - mean) * (x - mean);
      sizes += Math.abs(x);
    }
    return Math.sqrt(squares / W) + AdapterGraph.LEAST * sizes / W + AdapterGraph.LEAST;
  }

  /** What the network sees, [n, context]. */
  float[] seen() {
    float[] seen = new float[size() * context];
    for (int row = 0; row < size(); row++) {
      double shift = adapter.standardize() ? mean(row) : 0;
      double scale = adapter.standardize() ? spread(row) : 1;
      int before = context - W;
      double pad =
          switch (adapter.pad()) {
            case EDGE -> windows[row * W];
            case MEAN -> mean(row);
            case NAN -> Double.NaN;
          };
      for (int t = 0; t < context; t++) {
        double x = t < before ? pad : windows[row * W + t - before];
        seen[row * context + t] = (float) ((x - shift) / scale);
      }
    }
    return seen;
  }

  /**
   * The served values [n, 10 levels], in raw units.
   *
   * @param output the network's, [n, levels, horizon] or [n, horizon, levels]
   */
  float[] values(float[] output) {
    int levels = Math.max(1, adapter.levels().size());
    float[] matrix = adapter.isPoints() ? new float[] {1} : adapter.extension();
    int served = matrix.length / levels;
    float[] values = new float[size() * H * served];
    for (int i = 0; i < values.length; i++) {
      int row = i / (H * served);
      int lead = i / served % H;
      double value = 0;
      for (int level = 0; level < levels; level++) {
        int at =
            levelsFirst
                ? (row * levels + level) * horizon + lead
                : (row * horizon + lead) * levels + level;
        value += (double) output[at] * matrix[level * served + i % served];
      }
      values[i] = (float) (adapter.standardize() ? value * spread(row) + mean(row) : value);
    }
    return values;
  }

  @Override
  public String toString() {
    return "PlainAdapter[" + adapter + ", windows=" + Arrays.hashCode(windows) + "]";
  }
}
