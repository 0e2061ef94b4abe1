package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.fit.FitState;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.forecast.signal.DeviationState;
import io.wavecast.core.stream.StateBytes;
import io.wavecast.core.stream.StateCodec;
import io.wavecast.schemas.forecast.Alert;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The state of one series. Immutable. Its binary layout is the same in every engine: one version
 * byte, then a section for each part that is not empty: its tag, its length (int32) and its
 * content, big-endian. An unknown section is an error, never silently dropped. Zeros follow up to a
 * multiple of {@value #UNIT} bytes, so that most states of a series have the same length.
 *
 * @param history time of the latest record of its history, ms since the epoch; -1: there is none,
 *     or a live observation has followed
 */
public record SeriesState(
    WindowState window,
    DeviationState deviation,
    AlertState alert,
    SeasonState season,
    FitState fit,
    LabelState labels,
    CounterState counter,
    long history) {
  /** The state before the first observation. */
  public static final SeriesState EMPTY =
      new SeriesState(
          WindowState.EMPTY,
          DeviationState.EMPTY,
          AlertState.EMPTY,
          SeasonState.EMPTY,
          FitState.EMPTY,
          LabelState.EMPTY,
          CounterState.NONE,
          -1);

  private static final byte VERSION = 1;
  private static final int UNIT = 64;

  /** More than the longest window, labels and the forecasts of the longest horizon take. */
  private static final int MAX_BYTES = 1 << 16;

  /**
   * All sections, in the order in which they are written. Those whose length changes often come
   * last, so that other bytes stay where they are, see {@link
   * io.wavecast.core.stream.SparseBytes#difference}.
   */
  private static final Section<?>[] SECTIONS = {
    new Section<>(
        2,
        SeriesState::deviation,
        SeriesState::with,
        DeviationState::isEmpty,
        DeviationState::write,
        DeviationState::read),
    new Section<>(
        5,
        SeriesState::season,
        SeriesState::with,
        SeasonState::isEmpty,
        SeasonState::write,
        SeasonState::read),
    new Section<>(
        6, SeriesState::fit, SeriesState::with, FitState::isEmpty, FitState::write, FitState::read),
    new Section<>(
        9,
        SeriesState::counter,
        SeriesState::with,
        CounterState::isEmpty,
        CounterState::write,
        CounterState::read),
    new Section<>(
        3,
        SeriesState::alert,
        SeriesState::with,
        AlertState::isEmpty,
        AlertState::write,
        AlertState::read),
    new Section<>(
        7,
        SeriesState::labels,
        SeriesState::with,
        LabelState::isEmpty,
        LabelState::write,
        LabelState::read),
    new Section<>(
        4,
        SeriesState::window,
        SeriesState::with,
        WindowState::isEmpty,
        WindowBytes::write,
        WindowBytes::read),
    new Section<>(
        10,
        SeriesState::history,
        SeriesState::withHistory,
        at -> at < 0,
        (at, out) -> out.putLong(at),
        ByteBuffer::getLong)
  };

  /** A part of the state, and how it is written. */
  private record Section<T>(
      int tag,
      Function<SeriesState, T> get,
      BiFunction<SeriesState, T, SeriesState> with,
      Predicate<T> isEmpty,
      BiConsumer<T, ByteBuffer> write,
      Function<ByteBuffer, T> read) {
    void write(SeriesState state, ByteBuffer out) {
      T part = get.apply(state);
      if (!isEmpty.test(part)) {
        int length = out.put((byte) tag).position();
        write.accept(part, out.putInt(0));
        out.putInt(length, out.position() - length - Integer.BYTES);
      }
    }

    SeriesState read(SeriesState state, ByteBuffer in) {
      return with.apply(state, read.apply(in));
    }
  }

  /** How states are written. An array is used again by the next state of its length. */
  public static StateCodec<SeriesState> codec() {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    byte[][] latest = {{}};
    return StateCodec.of(
        EMPTY, SeriesState::of, state -> latest[0] = state.toBytes(buffer.clear(), latest[0]));
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
    return Math.max(latest(), history);
  }

  /** Whether it has live observations. */
  public boolean isLive() {
    return latest() >= 0 && history < 0;
  }

  /** The alert state of the series; a history raises no alert. */
  public Alert.State alertState() {
    return history < 0 ? alert.state() : Alert.State.OK;
  }

  /**
   * The state after a value of its history.
   *
   * @param at time of its record, ms since the epoch; -1: it has no history any more
   */
  public SeriesState withHistory(long at) {
    return new SeriesState(window, deviation, alert, season, fit, labels, counter, at);
  }

  /** The state as its first live observation meets it. Nothing may be pending in a history. */
  public SeriesState live() {
    return history < 0 ? this : with(AlertState.EMPTY).withHistory(-1);
  }

  /** The same state without pending observations. */
  SeriesState withoutPending() {
    return with(window.withoutPending());
  }

  SeriesState with(WindowState other) {
    return new SeriesState(other, deviation, alert, season, fit, labels, counter, history);
  }

  SeriesState with(DeviationState other) {
    return new SeriesState(window, other, alert, season, fit, labels, counter, history);
  }

  SeriesState with(AlertState other) {
    return new SeriesState(window, deviation, other, season, fit, labels, counter, history);
  }

  SeriesState with(SeasonState other) {
    return new SeriesState(window, deviation, alert, other, fit, labels, counter, history);
  }

  SeriesState with(FitState other) {
    return new SeriesState(window, deviation, alert, season, other, labels, counter, history);
  }

  SeriesState with(LabelState other) {
    return new SeriesState(window, deviation, alert, season, fit, other, counter, history);
  }

  SeriesState with(CounterState other) {
    return new SeriesState(window, deviation, alert, season, fit, labels, other, history);
  }

  /** The same state, but nothing is known of its values. Nothing may be pending. */
  SeriesState withoutValues() {
    return EMPTY.with(alert).with(labels);
  }

  /** The state in its binary layout. */
  public byte[] toBytes() {
    return toBytes(ByteBuffer.allocate(MAX_BYTES), new byte[0]);
  }

  /**
   * @param used gets the bytes if it has their length
   */
  private byte[] toBytes(ByteBuffer out, byte[] used) {
    out.put(VERSION);
    for (Section<?> section : SECTIONS) {
      section.write(this, out);
    }
    int length = (out.position() + UNIT - 1) / UNIT * UNIT;
    byte[] bytes = used.length == length ? used : new byte[length];
    Arrays.fill(bytes, out.position(), length, (byte) 0);
    out.flip().get(bytes, 0, out.limit());
    return bytes;
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException when the bytes are not a state of a known version
   */
  public static SeriesState of(byte[] bytes) {
    return StateBytes.read(bytes, "series", VERSION, SeriesState::read);
  }

  private static SeriesState read(ByteBuffer in) {
    SeriesState state = EMPTY;
    for (byte tag = next(in); tag != 0; tag = next(in)) {
      Section<?> section = section(tag);
      int length = in.getInt();
      state = section.read(state, in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return state;
  }

  /** The tag of the next section; 0 where only zeros follow. */
  private static byte next(ByteBuffer in) {
    byte tag = 0;
    while (tag == 0 && in.hasRemaining()) {
      tag = in.get();
    }
    return tag;
  }

  private static Section<?> section(byte tag) {
    for (Section<?> section : SECTIONS) {
      if (section.tag == tag) {
        return section;
      }
    }
    throw new IllegalArgumentException(
        "section of the state of a series must be one of "
            + Arrays.toString(Stream.of(SECTIONS).mapToInt(Section::tag).sorted().toArray())
            + ", got: "
            + tag);
  }
}
