package io.wavecast.core.forecast.deviation;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the deviations of a series depend on: open forecasts, calibration of intervals, what is
 * usual, and the anomaly that it is in. Immutable.
 */
public final class DeviationState {
  /** The state before the first observation. */
  public static final DeviationState EMPTY = new DeviationState((byte) 0, new byte[0], 0, 0);

  /** Layouts of earlier scores have the codes 1..4. */
  private static final List<OldLayout> OLD = List.of(OldLayout.values());

  /** The full profile without {@link Layout#later}. */
  private static final byte FIRST_FULL = 5;

  private static final byte LIGHT = 6;
  private static final byte FULL = 7;

  /** Profile and layout; a changed layout needs a new code. */
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
  static DeviationState of(Profile profile, byte[] data) {
    return new DeviationState(codeOf(profile), data, 0, data.length);
  }

  public boolean isEmpty() {
    return code == 0;
  }

  /** A copy of its bytes; those of an empty state if the profile differs. */
  byte[] dataFor(Profile profile) {
    if (profile(code) == profile && profile.layout.isSize(length, bytes[from + length - 1])) {
      return Arrays.copyOfRange(bytes, from, from + length);
    }
    byte[] data = new byte[profile.layout.size];
    if (profile(code) == profile) {
      System.arraycopy(bytes, from, data, 0, length);
    }
    if (code == FIRST_FULL && profile == Profile.FULL) {
      addLater(data, profile.layout);
    }
    return data;
  }

  /** Later features have not spoken in an anomaly that began without them. */
  private static void addLater(byte[] data, Layout layout) {
    if (OpenAnomaly.hasPeaks(data)) {
      for (Feature feature : Feature.values()) {
        if (feature.index >= Feature.FIRST) {
          Layout.putFloat(data, layout.peak(feature), Float.NaN);
        }
      }
    }
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
    switch (code) {
      case 1, 2, 3, 4 -> {
        OldLayout old = OLD.get(code - 1);
        return of(old.profile, old.convert(in));
      }
      case FIRST_FULL -> checkSize(in, size(code));
      case LIGHT, FULL -> {
        Layout layout = (code == LIGHT ? Profile.LIGHT : Profile.FULL).layout;
        if (!in.hasRemaining() || !layout.isSize(in.remaining(), in.get(in.limit() - 1))) {
          checkSize(in, layout.size);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "layout of the deviation state must be in 1..7, got: " + code);
    }
    return new DeviationState(code, in.array(), in.arrayOffset() + in.position(), in.remaining());
  }

  /** The bytes of a state after its code, which must be that of a {@link #profile}. */
  static int size(byte code) {
    return switch (code) {
      case FIRST_FULL -> Profile.FULL.layout.later;
      case LIGHT -> Profile.LIGHT.layout.size;
      default -> Profile.FULL.layout.size;
    };
  }

  /** The profile of a code of the present score; null for other codes. */
  static @Nullable Profile profile(byte code) {
    return switch (code) {
      case FIRST_FULL, FULL -> Profile.FULL;
      case LIGHT -> Profile.LIGHT;
      default -> null;
    };
  }

  static void checkSize(ByteBuffer in, int size) {
    if (in.remaining() != size) {
      throw new IllegalArgumentException(
          "deviation state must have " + size + " bytes, got: " + in.remaining());
    }
  }

  private static byte codeOf(Profile profile) {
    return switch (profile) {
      case FULL -> FULL;
      case LIGHT -> LIGHT;
    };
  }
}
