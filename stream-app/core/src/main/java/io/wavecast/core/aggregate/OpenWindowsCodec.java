package io.wavecast.core.aggregate;

import io.wavecast.core.stream.LabelBytes;
import io.wavecast.core.stream.SparseBytes;
import io.wavecast.core.stream.StateBytes;
import io.wavecast.core.stream.StateCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

/**
 * How open windows are written. A number has 7 bits a byte, the lowest first. Stateless and
 * thread-safe.
 *
 * <pre>
 *   version(1)  aggregate(1)  flags(1)  next(8)  newest(8)  every: number  grace: number
 *   labels, if flagged: {@link LabelBytes}
 *   filled: number  windows: number, of each: (start - next) / every: number, accumulator
 * </pre>
 */
final class OpenWindowsCodec implements StateCodec<OpenWindows> {
  /** Of a series without state; never changed. */
  static final OpenWindows EMPTY =
      new OpenWindows(new Aggregation(Aggregate.COUNT, Duration.ofMillis(1), Duration.ZERO, false));

  private static final byte VERSION = 1;
  private static final int FILLS_ZERO = 1;
  private static final int LOOKED = 2;
  private static final int HAS_LABELS = 4;

  @Override
  public OpenWindows empty() {
    return EMPTY;
  }

  @Override
  public OpenWindows read(byte[] bytes) {
    return StateBytes.read(bytes, "series of events", VERSION, OpenWindowsCodec::content);
  }

  private static OpenWindows content(ByteBuffer in) {
    Aggregate aggregate = Aggregate.ofCode(in.get());
    int flags = in.get();
    long next = in.getLong();
    long newest = in.getLong();
    Duration every = Duration.ofMillis(SparseBytes.readLong(in));
    Duration grace = Duration.ofMillis(SparseBytes.readLong(in));
    OpenWindows state =
        new OpenWindows(new Aggregation(aggregate, every, grace, (flags & FILLS_ZERO) != 0));
    state.looked = (flags & LOOKED) != 0;
    state.next = next;
    state.newest = newest;
    if ((flags & HAS_LABELS) != 0) {
      state.labels = LabelBytes.read(in);
    }
    state.filled = SparseBytes.readNumber(in);
    for (int left = SparseBytes.readNumber(in); left > 0; left--) {
      long start = next + every.toMillis() * SparseBytes.readLong(in);
      Accumulator accumulator = Accumulator.of(aggregate);
      accumulator.read(in);
      state.windows.put(start, accumulator);
    }
    return state;
  }

  @Override
  public byte[] write(OpenWindows state) {
    Aggregation aggregation = state.aggregation();
    long every = aggregation.every().toMillis();
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(VERSION);
    out.write(aggregation.aggregate().code());
    out.write(
        (aggregation.fillsZero() ? FILLS_ZERO : 0)
            | (state.looked ? LOOKED : 0)
            | (state.labels == null ? 0 : HAS_LABELS));
    Accumulator.writeLong(out, state.next);
    Accumulator.writeLong(out, state.newest);
    SparseBytes.writeNumber(out, every);
    SparseBytes.writeNumber(out, aggregation.grace().toMillis());
    if (state.labels != null) {
      LabelBytes.write(state.labels, out);
    }
    SparseBytes.writeNumber(out, state.filled);
    SparseBytes.writeNumber(out, state.windows.size());
    for (Map.Entry<Long, Accumulator> window : state.windows.entrySet()) {
      SparseBytes.writeNumber(out, (window.getKey() - state.next) / every);
      window.getValue().write(out);
    }
    return out.toByteArray();
  }
}
