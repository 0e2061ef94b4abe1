package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backfill does to the state of a series. What is learned of the history is a second state
 * within the first one, until the history is complete; live observations go on with the first.
 *
 * <pre>
 *   live            a  b          c                    d
 *   history               1  2  3    4  5  6  end
 *   state           a  ab ab .... abc ........ 1..6 abc, 1..6 abcd
 *   its history           1  12 ............. 1..6
 * </pre>
 *
 * Functions of state and input. Stateless and thread-safe.
 */
public final class HistoryStep {
  private final WindowStep windows;

  /**
   * @param windows how observations become windows
   */
  public HistoryStep(WindowSettings windows) {
    this.windows = new WindowStep(windows);
  }

  /** What was learned of the history so far. */
  public SeriesState history(SeriesState state) {
    SeriesState history = state.backfilled().history();
    if (history != null) {
      return history;
    }
    return state.backfilled().historyOnly() ? state.with(Backfilled.NONE) : state.labelsOnly();
  }

  /** Whether a history has begun and is not complete. */
  public boolean isUnderway(SeriesState state) {
    return state.backfilled().history() != null;
  }

  /**
   * Keeps what was learned of the history.
   *
   * @param at time of the record of history, ms since the epoch
   */
  public SeriesState withHistory(SeriesState state, SeriesState history, long at) {
    Backfilled before = state.backfilled();
    boolean young =
        before.history() == null
            ? before.historyOnly() || !state.window().isFull()
            : before.young();
    return state.with(
        new Backfilled(Math.max(at, before.at()), before.historyOnly(), young, history));
  }

  /**
   * Whether nothing that live observations taught is lost when the history takes effect: they all
   * were in the window when it began, or it reaches the window as it is now.
   */
  public boolean canTakeEffect(SeriesState state, String series) {
    if (state.window().isEmpty() || state.backfilled().young() || isHistoryOnly(state)) {
      return true;
    }
    List<Observation> live = observations(state.window(), series);
    return history(state).latest() >= live.get(0).timestamp();
  }

  /**
   * The live observations in the window that are newer than the history, oldest first. Times are
   * exact for the newest of them, and multiples of the step for the others.
   */
  public List<Observation> sinceHistory(SeriesState state, String series) {
    if (isHistoryOnly(state)) {
      return List.of();
    }
    long end = history(state).latest();
    return observations(state.window(), series).stream().filter(o -> o.timestamp() > end).toList();
  }

  /**
   * Lets the history take effect.
   *
   * @param learned the history and {@link #sinceHistory}, nothing pending
   */
  public SeriesState takeEffect(SeriesState state, SeriesState learned) {
    CounterState counter = state.counter().newest(history(state).counter());
    if (isHistoryOnly(state)) {
      return new SeriesState(
          learned.window(),
          learned.deviation(),
          AlertState.EMPTY,
          learned.season(),
          learned.fit(),
          learned.labels(),
          new Backfilled(state.backfilled().at(), true, false, null),
          counter);
    }
    boolean keeps = state.window().isFull() && learned.latest() <= state.latest();
    return new SeriesState(
        keeps ? state.window() : learned.window(),
        learned.deviation(),
        state.alert(),
        learned.season(),
        learned.fit(),
        state.labels(),
        Backfilled.NONE,
        counter);
  }

  /**
   * A history before live observations, which are rates already where the series is a counter.
   *
   * @return the same, without the newest value of the counter
   */
  public SeriesState beforeLive(SeriesState history) {
    return history.with(CounterState.NONE);
  }

  /** Discards the history. */
  public SeriesState withoutHistory(SeriesState state) {
    Backfilled b = state.backfilled();
    return state.with(
        b.historyOnly() ? new Backfilled(b.at(), true, false, null) : Backfilled.NONE);
  }

  private static boolean isHistoryOnly(SeriesState state) {
    return state.latest() < 0 || state.backfilled().historyOnly();
  }

  private List<Observation> observations(WindowState window, String series) {
    List<Observation> newestFirst = new ArrayList<>();
    float[] values = window.values();
    long[] intervals = window.intervals();
    long step = windows.step(intervals);
    long time = window.timestamp();
    int known = intervals.length;
    int newer = 0;
    for (int back = 0; back < values.length; back++) {
      if ((window.imputed() >>> back & 1) != 0) {
        continue;
      }
      if (back > 0) {
        time -= known > 0 ? intervals[--known] : step * (back - newer);
      }
      newer = back;
      newestFirst.add(new Observation(series, Math.max(0, time), values[values.length - 1 - back]));
    }
    List<Observation> oldestFirst = new ArrayList<>();
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      oldestFirst.add(newestFirst.get(i));
    }
    return oldestFirst;
  }
}
