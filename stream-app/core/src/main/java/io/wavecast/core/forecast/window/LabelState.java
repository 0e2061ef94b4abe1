package io.wavecast.core.forecast.window;

import io.wavecast.core.stream.LabelBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels that the observations of a series gave it. Immutable.
 *
 * <pre>
 *   layout(1)  {@link LabelBytes}
 * </pre>
 */
final class LabelState {
  static final LabelState EMPTY = new LabelState(Map.of(), new byte[0]);

  private static final byte LAYOUT = 1;

  private final Map<String, String> byName;
  private final byte[] bytes;

  private LabelState(Map<String, String> byName, byte[] bytes) {
    this.byName = byName;
    this.bytes = bytes;
  }

  /** Sorted; not to be changed. */
  Map<String, String> byName() {
    return byName;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /**
   * The labels after an observation.
   *
   * @param given the labels of an observation; null: as before
   * @return this, where they do not change
   */
  LabelState with(@Nullable Map<String, String> given) {
    if (given == null || byName.equals(given)) {
      return this;
    }
    if (given.isEmpty()) {
      return EMPTY;
    }
    Map<String, String> sorted = Collections.unmodifiableMap(new TreeMap<>(given));
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(LAYOUT);
    LabelBytes.write(sorted, out);
    return new LabelState(sorted, out.toByteArray());
  }

  void write(ByteBuffer out) {
    out.put(bytes);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the bytes have another layout
   */
  static LabelState read(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.duplicate().get(bytes);
    byte layout = in.get();
    if (layout != LAYOUT) {
      throw new IllegalArgumentException("labels must have layout 1, got: " + layout);
    }
    return new LabelState(Collections.unmodifiableMap(LabelBytes.read(in)), bytes);
  }
}
