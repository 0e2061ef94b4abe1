package io.wavecast.trainer.data;

import io.wavecast.core.forecast.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Windows and the values after them. The arrays are shared, not copied: do not change them.
 *
 * @param windows [size, 50], oldest value first
 * @param futures [size, horizon], the values after each window; 10 but where only the next one
 *     counts
 * @param size how many, at least 1
 */
public record WindowSet(float[] windows, float[] futures, int size) implements Examples<WindowSet> {
  /** Values in a window. */
  public static final int WINDOW = 50;

  /** Values in a future. */
  public static final int HORIZON = 10;

  /** The shape of what is trained and measured. */
  public static final Shape SHAPE = new Shape(WINDOW, HORIZON);

  /** Values in an example: window and future. */
  public static final int EXAMPLE = WINDOW + HORIZON;

  public WindowSet {
    int horizon = size < 1 ? 0 : futures.length / size;
    if (size < 1
        || windows.length != size * WINDOW
        || futures.length != size * horizon
        || horizon < 1
        || horizon > HORIZON) {
      throw new IllegalArgumentException(
          "a set of %d windows must hold %d values and at most %d after them, got: %d and %d"
              .formatted(size, size * WINDOW, size * HORIZON, windows.length, futures.length));
    }
  }

  /** Values known after each window, 1..10. */
  public int horizon() {
    return futures.length / size;
  }

  /**
   * Rows {@code from} (inclusive) to {@code to} (exclusive) of a table of examples.
   *
   * @param examples [n, 60]
   */
  public static WindowSet ofExamples(float[] examples, int from, int to) {
    return ofExamples(examples, from, to, HORIZON);
  }

  /**
   * The same with another horizon.
   *
   * @param examples [n, 50 + horizon]
   */
  public static WindowSet ofExamples(float[] examples, int from, int to, int horizon) {
    int size = to - from;
    float[] windows = new float[size * WINDOW];
    float[] futures = new float[size * horizon];
    for (int i = 0; i < size; i++) {
      int at = (from + i) * (WINDOW + horizon);
      System.arraycopy(examples, at, windows, i * WINDOW, WINDOW);
      System.arraycopy(examples, at + WINDOW, futures, i * horizon, horizon);
    }
    return new WindowSet(windows, futures, size);
  }

  @Override
  public WindowSet pick(int... rows) {
    float[] w = new float[rows.length * WINDOW];
    int horizon = horizon();
    float[] f = new float[rows.length * horizon];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(windows, rows[i] * WINDOW, w, i * WINDOW, WINDOW);
      System.arraycopy(futures, rows[i] * horizon, f, i * horizon, horizon);
    }
    return new WindowSet(w, f, rows.length);
  }

  /** The value at a step of a row: steps 0..49 lie in the window, those from 50 on after it. */
  public float value(int row, int step) {
    return step < WINDOW ? windows[row * WINDOW + step] : futures[row * horizon() + step - WINDOW];
  }

  /** Mean absolute error of repeating each window's last value. */
  public double naiveError() {
    double sum = 0;
    for (int i = 0; i < futures.length; i++) {
      sum += Math.abs((double) futures[i] - value(i / horizon(), WINDOW - 1));
    }
    return sum / futures.length;
  }

  /** SHA-256 over all windows, then all futures, as little-endian floats: 64 hexadecimal digits. */
  public String sha256() {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * (windows.length + futures.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(windows).put(futures);
    Sha256 hash = new Sha256();
    hash.update(bytes.array());
    return hash.hex();
  }
}
