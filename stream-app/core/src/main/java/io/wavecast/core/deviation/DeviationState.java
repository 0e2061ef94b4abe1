package io.wavecast.core.deviation;

import java.nio.ByteBuffer;

/**
 * What is known of a series to judge it by: forecasts that wait for their values, calibration of
 * intervals, memories of what was seen. Immutable: whoever changes it changes a copy.
 */
public final class DeviationState {
  /** Nothing is known yet. */
  public static final DeviationState EMPTY = new DeviationState((byte) 0, new byte[0]);

  private static final byte FULL = 1;
  private static final byte LIGHT = 2;

  /** Which profile and layout; a changed layout needs a new code. */
  private final byte code;

  /** As {@link Layout} says. Shared: only {@link #copyFor} may be changed. */
  final byte[] data;

  private DeviationState(byte code, byte[] data) {
    this.code = code;
    this.data = data;
  }

  public boolean isEmpty() {
    return code == 0;
  }

  /** Observations judged so far. */
  int count() {
    return isEmpty() ? 0 : (int) Layout.INT.get(data, Layout.COUNT);
  }

  /** A copy that may be changed; one that knows nothing where the profile is another. */
  DeviationState copyFor(Profile profile) {
    byte wanted = codeOf(profile);
    if (code == wanted) {
      return new DeviationState(code, data.clone());
    }
    byte[] fresh = new byte[profile.layout.size];
    if (profile.daily) {
      for (int i = 0; i < Layout.PHASES; i++) {
        Layout.putFloat(fresh, profile.layout.phases + 4 * i, Float.NaN);
      }
    }
    return new DeviationState(wanted, fresh);
  }

  /** How many bytes {@link #write} writes. */
  public int size() {
    return 1 + data.length;
  }

  public void write(ByteBuffer out) {
    out.put(code).put(data);
  }

  /**
   * Reads all of a buffer.
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
    byte[] data = new byte[in.remaining()];
    in.get(data);
    return new DeviationState(code, data);
  }

  private static byte codeOf(Profile profile) {
    return switch (profile) {
      case FULL -> FULL;
      case LIGHT -> LIGHT;
    };
  }
}
