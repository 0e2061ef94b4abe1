package io.wavecast.sketches.pipeline;

import io.wavecast.core.stream.StateBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of one drawing. Immutable. Its binary layout: version(1) time of the latest sketch(8)
 * pending(1), then each pending sketch.
 */
public final class SketchState {
  /** The state before the first sketch. */
  public static final SketchState EMPTY = new SketchState(Long.MIN_VALUE, List.of());

  /** Maximum number of pending sketches of one drawing. */
  public static final int MAX_PENDING = 16;

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 8 + 1;

  final long latest;
  final List<PendingSketch> pending;

  SketchState(long latest, List<PendingSketch> pending) {
    this.latest = latest;
    this.pending = List.copyOf(pending);
  }

  /** The number of pending sketches. */
  public int pending() {
    return pending.size();
  }

  /** Time of the latest sketch, ms since the epoch; {@link Long#MIN_VALUE} before the first. */
  public long latest() {
    return latest;
  }

  /** Copies the classifier's input for each pending sketch, oldest first, into consecutive rows. */
  public void points(float[] into, int row) {
    for (int i = 0; i < pending.size(); i++) {
      float[] points = pending.get(i).points();
      System.arraycopy(points, 0, into, (row + i) * points.length, points.length);
    }
  }

  SketchState with(PendingSketch sketch) {
    List<PendingSketch> more = new ArrayList<>(pending);
    more.add(sketch);
    return new SketchState(sketch.timestamp(), more);
  }

  SketchState withoutPending() {
    return new SketchState(latest, List.of());
  }

  /** The state in its binary layout. */
  public byte[] toBytes() {
    int size = HEAD + pending.stream().mapToInt(PendingSketch::size).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(VERSION).putLong(latest).put((byte) pending.size());
    pending.forEach(sketch -> sketch.write(out));
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} of this or an earlier release wrote.
   *
   * @throws IllegalArgumentException when the bytes are not a state of a known version
   */
  public static SketchState of(byte[] bytes) {
    return StateBytes.read(bytes, "sketch", VERSION, SketchState::read);
  }

  private static SketchState read(ByteBuffer in) {
    long latest = in.getLong();
    int count = in.get();
    List<PendingSketch> pending = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pending.add(PendingSketch.read(in));
    }
    return new SketchState(latest, pending);
  }
}
