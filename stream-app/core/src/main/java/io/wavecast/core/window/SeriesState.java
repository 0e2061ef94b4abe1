package io.wavecast.core.window;

import io.wavecast.core.batch.ForecastRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * All that an engine keeps of one series. Immutable. Its bytes are owned here and are the same in
 * every engine: one version byte, then sections, each a tag byte, its length (int32) and its
 * content, big-endian. A section that a release does not know is an error, never silently dropped.
 */
public final class SeriesState {
  /** The state before the first observation. */
  public static final SeriesState EMPTY = new SeriesState(WindowState.EMPTY);

  private static final byte VERSION = 1;
  private static final byte WINDOW_SECTION = 1;

  final WindowState window;

  SeriesState(WindowState window) {
    this.window = window;
  }

  /** How many observations wait for their forecast. */
  public int waiting() {
    return window.waiting.size();
  }

  /** The forecasts that are still to be made, oldest first. */
  public List<ForecastRequest> requests(String series) {
    return window.requests(series);
  }

  /** The same state, once the forecasts of all requests are made. */
  SeriesState withoutWaiting() {
    return new SeriesState(window.withoutWaiting());
  }

  /** The state in its binary layout. */
  public byte[] toBytes() {
    int size = window.size();
    ByteBuffer out = ByteBuffer.allocate(1 + 5 + size);
    out.put(VERSION).put(WINDOW_SECTION).putInt(size);
    window.write(out);
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} wrote, in this release or an earlier one.
   *
   * @throws IllegalArgumentException when the bytes are no state of a version that is known
   */
  public static SeriesState of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "version of the state of a series must be " + VERSION + ", got: " + version);
      }
      WindowState window = WindowState.EMPTY;
      while (in.hasRemaining()) {
        byte tag = in.get();
        ByteBuffer section = in.slice(in.position() + 4, in.getInt());
        in.position(in.position() + section.limit());
        if (tag != WINDOW_SECTION) {
          throw new IllegalArgumentException(
              "section of the state of a series must be " + WINDOW_SECTION + ", got: " + tag);
        }
        window = WindowState.read(section);
      }
      return new SeriesState(window);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "state of a series must be whole, got " + bytes.length + " bytes", e);
    }
  }
}
