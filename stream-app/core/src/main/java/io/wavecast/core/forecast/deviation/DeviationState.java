package io.wavecast.core.forecast.deviation;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is known of a series to judge it by: forecasts that wait for their values, calibration of
 * intervals, memories of what was seen. Immutable: whoever changes it changes a copy.
 */
public final class DeviationState {
  /** Nothing is known yet. */
  public static final DeviationState EMPTY = new DeviationState((byte) 0, new byte[0], 0, 0);

  private static final byte FULL = 1;
  private static final byte LIGHT = 2;

  /** Which profile and layout; a changed layout needs a new code. */
  private final byte code;

  /** Shared with whoever brought them: never changed. */
  private final byte[] bytes;

  private final int from;
  private final int length;

  private DeviationState(byte code, byte[] bytes, int from, int length) {
    this.code = code;
    this.bytes = bytes;
    this.from = from;
    this.length = length;
  }

  /** A state of bytes as {@link Layout} says, which must not change any more. */
  static DeviationState of(Profile profile, byte[] data) {
    return new DeviationState(codeOf(profile), data, 0, data.length);
  }

  public boolean isEmpty() {
    return code == 0;
  }

  /** Observations judged so far. */
  int count() {
    return isEmpty() ? 0 : (int) Layout.INT.get(bytes, from + Layout.COUNT);
  }

  /** A copy of its bytes; of a state that knows nothing where the profile is another. */
  byte[] dataFor(Profile profile) {
    if (code == codeOf(profile)) {
      return Arrays.copyOfRange(bytes, from, from + length);
    }
    byte[] fresh = new byte[profile.layout.size];
    if (profile.daily) {
      for (int i = 0; i < Layout.PHASES; i++) {
        Layout.putFloat(fresh, profile.layout.phases + 4 * i, Float.NaN);
      }
    }
    return fresh;
  }

  /** How many bytes {@link #write} writes. */
  public int size() {
    return 1 + length;
  }

  public void write(ByteBuffer out) {
    out.put(code).put(bytes, from, length);
  }

  /**
   * Reads all of a buffer over an array, which is shared and must not change any more.
   *
   * @throws IllegalArgumentException when the bytes are no such state
   */
  public static DeviationState read(ByteBuffer in) {
    byte code = in.get();
    Profile profile =
        switch (code) {
          case FULL -> Profile.FULL;
          case LIGHT -> Profile.LIGHT;
          default ->
              throw new IllegalArgumentException(
                  "layout of the deviation state must be 1 or 2, got: " + code);
        };
    if (in.remaining() != profile.layout.size) {
      throw new IllegalArgumentException(
          "deviation state must have " + profile.layout.size + " bytes, got: " + in.remaining());
    }
    return new DeviationState(code, in.array(), in.arrayOffset() + in.position(), in.remaining());
  }

  private static byte codeOf(Profile profile) {
    return switch (profile) {
      case FULL -> FULL;
      case LIGHT -> LIGHT;
    };
  }
}
