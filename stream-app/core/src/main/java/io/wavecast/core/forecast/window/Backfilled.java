package io.wavecast.core.forecast.window;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill has left in the state of a series. Immutable.
 *
 * <pre>
 *   at(8) flags(1) state of the history, or nothing
 * </pre>
 *
 * @param at time of the newest record of history, ms since the epoch; -1: none, or a live
 *     observation has come since the backfill ended
 * @param historyOnly whether no live observation has come after the history
 * @param young whether all live observations were in the window when the backfill began
 * @param history what was learned of the history that is not complete yet; null when it is
 */
record Backfilled(long at, boolean historyOnly, boolean young, @Nullable SeriesState history) {
  static final Backfilled NONE = new Backfilled(-1, false, false, null);

  private static final int HEAD = Long.BYTES + 1;
  private static final int HISTORY_ONLY = 1;
  private static final int YOUNG = 2;

  /** After a live observation. */
  Backfilled afterLive() {
    if (history == null) {
      return NONE;
    }
    return historyOnly ? new Backfilled(at, false, young, history) : this;
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** The number of bytes that {@link #write} writes. */
  int size() {
    return HEAD + (history == null ? 0 : history.size());
  }

  void write(ByteBuffer out) {
    out.putLong(at).put((byte) ((historyOnly ? HISTORY_ONLY : 0) | (young ? YOUNG : 0)));
    if (history != null) {
      history.write(out);
    }
  }

  static Backfilled read(ByteBuffer in) {
    long at = in.getLong();
    byte flags = in.get();
    byte[] state = new byte[in.remaining()];
    in.get(state);
    return new Backfilled(
        at,
        (flags & HISTORY_ONLY) != 0,
        (flags & YOUNG) != 0,
        state.length == 0 ? null : SeriesState.of(state));
  }
}
