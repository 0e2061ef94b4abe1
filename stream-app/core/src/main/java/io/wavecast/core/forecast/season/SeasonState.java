package io.wavecast.core.forecast.season;

import java.nio.ByteBuffer;

/**
 * What is remembered of the day and the week of one series. Immutable.
 *
 * <p>The bytes are used as they are stored, so that a replay that never stores equals a stream that
 * always does: {@link SeasonMemory}, then {@link MixWeights}.
 */
public final class SeasonState {
  /** The state before the first observation. */
  public static final SeasonState EMPTY = new SeasonState(new byte[0]);

  private static final byte LAYOUT = 1;

  /** Never changed. */
  private final byte[] bytes;

  private SeasonState(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A state of bytes that must not change afterwards. */
  static SeasonState of(byte[] bytes) {
    return new SeasonState(bytes);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** A copy of its bytes. */
  byte[] copy() {
    return bytes.clone();
  }

  public void write(ByteBuffer out) {
    out.put(LAYOUT).put(bytes);
  }

  /**
   * Reads the rest of a buffer.
   *
   * @throws IllegalArgumentException when the bytes are not such a state
   */
  public static SeasonState read(ByteBuffer in) {
    byte layout = in.get();
    if (layout != LAYOUT) {
      throw new IllegalArgumentException(
          "layout of the seasonal memory must be " + LAYOUT + ", got: " + layout);
    }
    if (in.remaining() != MixWeights.END) {
      throw new IllegalArgumentException(
          "seasonal memory must have " + MixWeights.END + " bytes, got: " + in.remaining());
    }
    byte[] bytes = new byte[MixWeights.END];
    in.get(bytes);
    return new SeasonState(bytes);
  }
}
