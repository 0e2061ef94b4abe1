package io.wavecast.core.forecast.season;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is remembered of the day and the week of one series. Immutable.
 *
 * <p>The bytes are used as they are stored, so that a replay that never stores equals a stream that
 * always does: {@link SeasonMemory}, then {@link MixWeights}.
 */
public final class SeasonState {
  /** The state before the first observation. */
  public static final SeasonState EMPTY = new SeasonState(new byte[0], 0);

  private static final byte LAYOUT = 1;

  /** Shared with the caller and never changed; empty, or {@link MixWeights#END} of them. */
  private final byte[] bytes;

  private final int from;

  private SeasonState(byte[] bytes, int from) {
    this.bytes = bytes;
    this.from = from;
  }

  /** A state of bytes that must not change afterwards. */
  static SeasonState of(byte[] bytes) {
    return new SeasonState(bytes, 0);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** A copy of its bytes. */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, from + MixWeights.END);
  }

  public void write(ByteBuffer out) {
    out.put(LAYOUT).put(bytes, from, MixWeights.END);
  }

  /**
   * Reads the rest of a buffer over an array, which is shared and must not change afterwards.
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
    return new SeasonState(in.array(), in.arrayOffset() + in.position());
  }
}
