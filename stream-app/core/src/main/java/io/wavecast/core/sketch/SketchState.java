package io.wavecast.core.sketch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that an engine keeps of one drawing. Immutable. Its bytes: version(1) time of the newest
 * sketch(8) waiting(1), then each sketch that waits.
 */
public final class SketchState {
  /** The state before the first sketch. */
  public static final SketchState EMPTY = new SketchState(Long.MIN_VALUE, List.of());

  /** Most sketches of one drawing that may wait. */
  public static final int MAX_WAITING = 16;

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 8 + 1;

  final long newest;
  final List<PendingSketch> waiting;

  SketchState(long newest, List<PendingSketch> waiting) {
    this.newest = newest;
    this.waiting = List.copyOf(waiting);
  }

  /** How many sketches wait for their label. */
  public int waiting() {
    return waiting.size();
  }

  /** Time of the newest sketch, ms since the epoch; the least long before the first one. */
  public long newest() {
    return newest;
  }

  /** Copies what the classifier sees of each sketch that waits, oldest first. */
  public void points(float[] into, int row) {
    for (int i = 0; i < waiting.size(); i++) {
      float[] points = waiting.get(i).points();
      System.arraycopy(points, 0, into, (row + i) * points.length, points.length);
    }
  }

  SketchState with(PendingSketch sketch) {
    List<PendingSketch> more = new ArrayList<>(waiting);
    more.add(sketch);
    return new SketchState(sketch.timestamp(), more);
  }

  SketchState withoutWaiting() {
    return new SketchState(newest, List.of());
  }

  /** The state in its binary layout. */
  public byte[] toBytes() {
    int size = HEAD + waiting.stream().mapToInt(PendingSketch::size).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(VERSION).putLong(newest).put((byte) waiting.size());
    waiting.forEach(sketch -> sketch.write(out));
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} wrote, in this release or an earlier one.
   *
   * @throws IllegalArgumentException when the bytes are no state of a version that is known
   */
  public static SketchState of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "version of the state of a sketch must be " + VERSION + ", got: " + version);
      }
      long newest = in.getLong();
      int count = in.get();
      List<PendingSketch> waiting = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        waiting.add(PendingSketch.read(in));
      }
      return new SketchState(newest, waiting);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "state of a sketch must be whole, got " + bytes.length + " bytes", e);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SketchState s && newest == s.newest && waiting.equals(s.waiting);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(newest) + waiting.hashCode();
  }
}
