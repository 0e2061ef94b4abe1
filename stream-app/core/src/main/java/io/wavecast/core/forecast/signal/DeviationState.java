package io.wavecast.core.forecast.signal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the deviations of a series depend on: open forecasts, calibration of intervals, the memories
 * of all signals, and the anomaly that it is in. Immutable.
 */
public final class DeviationState {
  /** The state before the first observation. */
  public static final DeviationState EMPTY = new DeviationState(new byte[0], 0, 0);

  /** The layout of the bytes; a changed one needs another number. */
  private static final byte LAYOUT = 1;

  /** Shared with the caller and never changed. */
  private final byte[] bytes;

  private final int from;
  private final int length;

  private DeviationState(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** A state of bytes that must not change afterwards. */
  static DeviationState of(byte[] data) {
    return new DeviationState(data, 0, data.length);
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** A copy of its bytes. */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  public void write(ByteBuffer out) {
    out.put(LAYOUT).put(bytes, from, length);
  }

  /**
   * Reads the rest of a buffer over an array, which is shared and must not change afterwards.
   *
   * @throws IllegalArgumentException when the bytes are not such a state
   */
  public static DeviationState read(ByteBuffer in) {
    byte layout = in.get();
    if (layout != LAYOUT) {
      throw new IllegalArgumentException(
          "layout of the deviation state must be " + LAYOUT + ", got: " + layout);
    }
    DeviationState state =
        new DeviationState(in.array(), in.arrayOffset() + in.position(), in.remaining());
    if (!Detector.fits(state.bytes, state.from, state.length)) {
      throw new IllegalArgumentException(
          "deviation state must have as many bytes as its horizon needs, got: " + state.length);
    }
    return state;
  }
}
