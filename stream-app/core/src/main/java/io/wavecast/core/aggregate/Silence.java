package io.wavecast.core.aggregate;

import io.wavecast.core.stream.SilentKeys;
import java.time.Duration;

/**
 * Finds the series that are silent, so that their last windows close. A series is silent when the
 * time of the stream has passed its newest event by {@code every}, {@code grace} and {@link
 * #MARGIN}, and nothing has arrived of it meanwhile. The time of the stream is the time up to which
 * the task's input has been read, and not later than the newest event of any of its series. Not
 * thread-safe.
 */
final class Silence {
  /**
   * Further silence, since the events of a series may be held up: while another instance takes over
   * the partitions of one that has crashed.
   */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** Series that a tick looks at. */
  private static final int LOOKS = 1000;

  private final long expireAfter;
  private final Closing closing;
  private final SilentKeys keys = new SilentKeys(MARGIN);

  /** Time of the newest event of any series. */
  private long newest = Long.MIN_VALUE;

  private long time = Long.MIN_VALUE;

  /** What the pipeline does with a silent series. */
  interface Closing {
    OpenWindows state(String series);

    /** The state of a series has changed. */
    void changed(String series, OpenWindows state);

    /** Closes the windows that start before a time. */
    void close(String series, OpenWindows state, long until);

    boolean isFilling(OpenWindows state);

    void remove(String series, OpenWindows state);
  }

  Silence(Duration expireAfter, Closing closing) {
    this.expireAfter = expireAfter.toMillis();
    this.closing = closing;
  }

  void clear() {
    keys.clear();
    newest = Long.MIN_VALUE;
    time = Long.MIN_VALUE;
  }

  void restore(String series, OpenWindows state) {
    newest = Math.max(newest, state.newest);
    keys.restore(series, state.newest);
  }

  /**
   * Notes that an event was added, and looks at one series.
   *
   * @param isNew whether its series had no state
   */
  void accepted(String series, OpenWindows state, boolean isNew) {
    newest = Math.max(newest, state.newest);
    if (isNew) {
      keys.add(series, state.newest);
    }
    keys.look(1, this::look);
  }

  /**
   * Looks at some series.
   *
   * @param watermark time up to which the input has been read, ms since the epoch
   */
  void tick(long watermark) {
    time = Math.max(time, Math.min(newest, watermark));
    keys.readUntil(time);
    keys.look(LOOKS, this::look);
  }

  /** Looks twice, {@link #MARGIN} apart, before it takes a series for silent. */
  private long look(String series, long queued) {
    OpenWindows state = closing.state(series);
    if (state == OpenWindowsCodec.EMPTY) {
      return SilentKeys.GONE;
    }
    if (!state.looked) {
      state.looked = true;
      closing.changed(series, state);
      return Math.max(time, state.newest);
    }
    long open = state.aggregation().every().toMillis() + state.aggregation().grace().toMillis();
    if (time < state.newest + open + MARGIN.toMillis()) {
      return state.newest + open;
    }
    closing.close(series, state, state.aggregation().closedBefore(time));
    if (!closing.isFilling(state) && time - state.newest >= expireAfter) {
      closing.remove(series, state);
      return SilentKeys.GONE;
    }
    return closing.isFilling(state)
        ? state.next + open - MARGIN.toMillis()
        : Math.max(time, state.newest + expireAfter) - MARGIN.toMillis();
  }
}
