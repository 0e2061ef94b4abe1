package io.wavecast.core.forecast.window;

import io.wavecast.core.stream.KeyedStore;
import io.wavecast.core.stream.LoggedStates;
import io.wavecast.core.stream.StateCache;
import io.wavecast.core.stream.StateCodec;
import io.wavecast.core.stream.States;
import org.jspecify.annotations.Nullable;

/** How states of series are written. Not thread-safe. */
public final class SeriesCodec implements StateCodec<SeriesState> {
  private final SeriesDifference differences = new SeriesDifference();
  private byte[] written = {};

  /**
   * The states of a store: with a log of differences where it pays.
   *
   * @param cached states in memory at most, where there is no log
   * @param maxRecord largest record that the store takes, bytes
   */
  public static States<SeriesState> open(KeyedStore store, int cached, int maxRecord) {
    return store.memoryForStates() > 0
        ? new LoggedStates<>(store, new SeriesCodec(), maxRecord)
        : new StateCache<>(store, cached, SeriesState.EMPTY, SeriesState::of, SeriesState::toBytes);
  }

  @Override
  public SeriesState empty() {
    return SeriesState.EMPTY;
  }

  @Override
  public SeriesState read(byte[] bytes) {
    return SeriesState.of(bytes);
  }

  @Override
  public byte[] write(SeriesState state) {
    written = state.toBytes(written);
    return written;
  }

  @Override
  public byte @Nullable [] difference(byte[] before, int length, byte[] after) {
    return differences.of(before, length, after);
  }

  @Override
  public byte[] apply(byte[] before, int length, byte[] difference) {
    return differences.apply(before, length, difference);
  }
}
