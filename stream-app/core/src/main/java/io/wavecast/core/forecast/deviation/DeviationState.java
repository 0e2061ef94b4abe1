package io.wavecast.core.forecast.deviation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the deviations of a series depend on: open forecasts, calibration of intervals, what is
 * usual, and the anomaly that it is in. Immutable.
 */
public final class DeviationState {
  /** The state before the first observation. */
  public static final DeviationState EMPTY = new DeviationState((byte) 0, new byte[0], 0, 0);

  private static final byte LAYOUT = 7;

  /** A changed layout needs a new code. */
  private final byte code;

  /** Shared with the caller and never changed. */
  private final byte[] bytes;

  private final int from;
  private final int length;

  private DeviationState(byte code, byte[] bytes, int from, int length) {
    this.code = code;
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** A state of bytes in a {@link Layout}, which must not change afterwards. */
  static DeviationState of(byte[] data) {
    return new DeviationState(LAYOUT, data, 0, data.length);
  }

  public boolean isEmpty() {
    return code == 0;
  }

  /** A copy of its bytes; those of an empty state if it is empty. */
  byte[] dataFor(Profile profile) {
    return isEmpty()
        ? new byte[profile.layout.size]
        : Arrays.copyOfRange(bytes, from, from + length);
  }

  /** The number of bytes that {@link #write} writes. */
  public int size() {
    return 1 + length;
  }

  public void write(ByteBuffer out) {
    out.put(code).put(bytes, from, length);
  }

  /**
   * Reads the rest of a buffer over an array, which is shared and must not change afterwards.
   *
   * @throws IllegalArgumentException when the bytes are not such a state
   */
  public static DeviationState read(ByteBuffer in) {
    byte code = in.get();
    if (code != LAYOUT) {
      throw new IllegalArgumentException(
          "layout of the deviation state must be " + LAYOUT + ", got: " + code);
    }
    Layout layout = Profile.FULL.layout;
    if (!in.hasRemaining() || !layout.isSize(in.remaining(), in.get(in.limit() - 1))) {
      checkSize(in, layout.size);
    }
    return new DeviationState(code, in.array(), in.arrayOffset() + in.position(), in.remaining());
  }

  static void checkSize(ByteBuffer in, int size) {
    if (in.remaining() != size) {
      throw new IllegalArgumentException(
          "deviation state must have " + size + " bytes, got: " + in.remaining());
    }
  }
}
