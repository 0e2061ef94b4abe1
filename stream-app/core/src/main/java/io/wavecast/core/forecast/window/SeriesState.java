package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.deviation.DeviationState;
import io.wavecast.core.forecast.fit.FitState;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.stream.StateBytes;
import io.wavecast.schemas.forecast.Alert;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * The state of one series. Immutable. Its binary layout is the same in every engine: one version
 * byte, then sections, each a tag byte, its length (int32) and its content, big-endian. An unknown
 * section is an error, never silently dropped.
 */
public final class SeriesState {
  /** The state before the first observation. */
  public static final SeriesState EMPTY =
      new SeriesState(
          WindowState.EMPTY,
          DeviationState.EMPTY,
          AlertState.EMPTY,
          SeasonState.EMPTY,
          FitState.EMPTY,
          LabelState.EMPTY,
          Backfilled.NONE,
          CounterState.NONE);

  private static final byte VERSION = 1;

  /** The window in its first layout: only read. */
  private static final byte FIRST_WINDOW_SECTION = 1;

  static final byte DEVIATION_SECTION = 2;
  private static final byte ALERT_SECTION = 3;
  static final byte WINDOW_SECTION = 4;
  private static final byte SEASON_SECTION = 5;
  private static final byte FIT_SECTION = 6;
  private static final byte LABEL_SECTION = 7;
  private static final byte BACKFILLED_SECTION = 8;
  private static final byte COUNTER_SECTION = 9;
  static final int SECTION_HEAD = 5;

  final WindowState window;
  final DeviationState deviation;
  final AlertState alert;
  final SeasonState season;
  final FitState fit;
  final LabelState labels;
  final Backfilled backfilled;
  final CounterState counter;

  SeriesState(
      WindowState window,
      DeviationState deviation,
      AlertState alert,
      SeasonState season,
      FitState fit,
      LabelState labels,
      Backfilled backfilled,
      CounterState counter) {
    this.window = window;
    this.deviation = deviation;
    this.alert = alert;
    this.season = season;
    this.fit = fit;
    this.labels = labels;
    this.backfilled = backfilled;
    this.counter = counter;
  }

  /** The number of pending observations. */
  public int pending() {
    return window.pending().size();
  }

  /** The forecasts to make for pending observations, oldest first, of a series without labels. */
  public List<ForecastRequest> requests(String series) {
    return requests(series, Map.of());
  }

  /**
   * The forecasts to make for pending observations, oldest first.
   *
   * @param labels by which a model is chosen
   */
  public List<ForecastRequest> requests(String series, Map<String, String> labels) {
    return window.requests(series, labels, fit);
  }

  /** Time of the latest observation, ms since the epoch; -1 before the first. */
  public long latest() {
    return Math.max(window.timestamp(), counter.timestamp());
  }

  /**
   * Time of the latest observation, or of the latest record of history where that is later and no
   * live observation followed it; -1 before the first of both.
   */
  public long touched() {
    return Math.max(latest(), backfilled.at());
  }

  /** Whether it has live observations. */
  public boolean isLive() {
    return latest() >= 0 && !backfilled.historyOnly();
  }

  /** Pending observations of a history that is not complete. */
  public int historyPending() {
    SeriesState history = backfilled.history();
    return history == null ? 0 : history.pending();
  }

  /** The alert state of the series. */
  public Alert.State alertState() {
    return alert.state();
  }

  /** The state before the first observation, with the history of this one if it is not complete. */
  public SeriesState forgotten() {
    return EMPTY.with(backfilled.afterLive());
  }

  /** The same state without pending observations. */
  SeriesState withoutPending() {
    return new SeriesState(
        window.withoutPending(), deviation, alert, season, fit, labels, backfilled, counter);
  }

  /** The state after a live observation that is pending, with its labels. */
  SeriesState with(WindowState other, LabelState own) {
    return new SeriesState(
        other, deviation, alert, season, fit, own, backfilled.afterLive(), counter);
  }

  /** The same state with another state of the alert. */
  SeriesState with(AlertState other) {
    return new SeriesState(window, deviation, other, season, fit, labels, backfilled, counter);
  }

  /** The same state with another newest value of the counter. */
  SeriesState with(CounterState other) {
    return new SeriesState(window, deviation, alert, season, fit, labels, backfilled, other);
  }

  /** The state after its first value as a counter, which is no observation yet. */
  SeriesState with(CounterState first, LabelState own) {
    return new SeriesState(
        window, deviation, alert, season, fit, own, backfilled.afterLive(), first);
  }

  /** The same state, but nothing is known of its values. Nothing may be pending. */
  SeriesState withoutValues() {
    return new SeriesState(
        EMPTY.window,
        EMPTY.deviation,
        alert,
        EMPTY.season,
        EMPTY.fit,
        labels,
        backfilled,
        EMPTY.counter);
  }

  SeriesState with(Backfilled other) {
    return new SeriesState(window, deviation, alert, season, fit, labels, other, counter);
  }

  /** A state of which nothing is known but the labels of this one. */
  SeriesState labelsOnly() {
    return labels.isEmpty()
        ? EMPTY
        : new SeriesState(
            EMPTY.window,
            EMPTY.deviation,
            EMPTY.alert,
            EMPTY.season,
            EMPTY.fit,
            labels,
            EMPTY.backfilled,
            EMPTY.counter);
  }

  /** The state in its binary layout. */
  public byte[] toBytes() {
    return toBytes(new byte[0]);
  }

  /** The same in a given array, if it has the right size. */
  byte[] toBytes(byte[] again) {
    int windowSize = WindowBytes.size(window);
    int size = 1 + SECTION_HEAD + windowSize;
    size += deviation.isEmpty() ? 0 : SECTION_HEAD + deviation.size();
    size += alert.isEmpty() ? 0 : SECTION_HEAD + alert.size();
    size += season.isEmpty() ? 0 : SECTION_HEAD + season.size();
    size += fit.isEmpty() ? 0 : SECTION_HEAD + fit.size();
    size += labels.isEmpty() ? 0 : SECTION_HEAD + labels.size();
    byte[] history = backfilled.toBytes();
    size += history.length == 0 ? 0 : SECTION_HEAD + history.length;
    int counterSize = counter.size(window);
    size += counterSize == 0 ? 0 : SECTION_HEAD + counterSize;
    ByteBuffer out = ByteBuffer.wrap(again.length == size ? again : new byte[size]);
    out.put(VERSION).put(WINDOW_SECTION).putInt(windowSize);
    WindowBytes.write(window, out);
    if (!deviation.isEmpty()) {
      out.put(DEVIATION_SECTION).putInt(deviation.size());
      deviation.write(out);
    }
    if (!alert.isEmpty()) {
      out.put(ALERT_SECTION).putInt(alert.size());
      alert.write(out);
    }
    if (!season.isEmpty()) {
      out.put(SEASON_SECTION).putInt(season.size());
      season.write(out);
    }
    if (!fit.isEmpty()) {
      out.put(FIT_SECTION).putInt(fit.size());
      fit.write(out);
    }
    if (!labels.isEmpty()) {
      out.put(LABEL_SECTION).putInt(labels.size());
      labels.write(out);
    }
    if (history.length > 0) {
      out.put(BACKFILLED_SECTION).putInt(history.length).put(history);
    }
    if (counterSize > 0) {
      out.put(COUNTER_SECTION).putInt(counterSize);
      counter.write(window, out);
    }
    return out.array();
  }

  /**
   * Reads what {@link #toBytes} of this or an earlier release wrote.
   *
   * @throws IllegalArgumentException when the bytes are not a state of a known version
   */
  public static SeriesState of(byte[] bytes) {
    return StateBytes.read(bytes, "series", VERSION, SeriesState::read);
  }

  private static SeriesState read(ByteBuffer in) {
    WindowState window = WindowState.EMPTY;
    DeviationState deviation = DeviationState.EMPTY;
    AlertState alert = AlertState.EMPTY;
    SeasonState season = SeasonState.EMPTY;
    FitState fit = FitState.EMPTY;
    LabelState labels = LabelState.EMPTY;
    Backfilled backfilled = Backfilled.NONE;
    CounterState counter = CounterState.NONE;
    while (in.hasRemaining()) {
      byte tag = in.get();
      int length = in.getInt();
      ByteBuffer section = in.slice(in.position(), length);
      in.position(in.position() + section.limit());
      switch (tag) {
        case FIRST_WINDOW_SECTION -> window = WindowBytes.read(section, true);
        case WINDOW_SECTION -> window = WindowBytes.read(section, false);
        case DEVIATION_SECTION -> deviation = DeviationState.read(section);
        case ALERT_SECTION -> alert = AlertState.read(section);
        case SEASON_SECTION -> season = SeasonState.read(section);
        case FIT_SECTION -> fit = FitState.read(section);
        case LABEL_SECTION -> labels = LabelState.read(section);
        case BACKFILLED_SECTION -> backfilled = Backfilled.read(section);
        case COUNTER_SECTION -> counter = CounterState.read(window, section);
        default ->
            throw new IllegalArgumentException(
                "section of the state of a series must be "
                    + FIRST_WINDOW_SECTION
                    + ".."
                    + COUNTER_SECTION
                    + ", got: "
                    + tag);
      }
    }
    return new SeriesState(window, deviation, alert, season, fit, labels, backfilled, counter);
  }
}
