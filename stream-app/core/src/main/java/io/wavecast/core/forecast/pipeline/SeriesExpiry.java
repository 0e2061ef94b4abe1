package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.SilentKeys;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides when series have expired. What a series emits depends on its own observations only: it
 * has expired before an observation that is {@code expireAfter} or more newer than the one before.
 * The time of the input decides when its state is removed, at the latest. Not thread-safe.
 *
 * <pre>
 *   observations   * * * *                                  *
 *   time                 |----- expireAfter -----|         anew
 *                        newest                  expired: end of the alert, tombstone
 * </pre>
 */
final class SeriesExpiry {
  /** States that a tick looks at. */
  static final int LOOKS = 1000;

  /** Expired series that are remembered, to count those that return. */
  static final int REMEMBERED = 10_000;

  private static final Duration NEVER = Duration.ofMillis(Long.MAX_VALUE);

  private final Duration after;
  private final Metrics metrics;
  private final Function<String, SeriesState> states;
  private final Removal removal;
  private final SilentKeys silent;
  private final Set<String> expired = new LinkedHashSet<>();

  /** Time of the newest observation of any series. */
  private long newest = Long.MIN_VALUE;

  /** Removes a series. */
  @FunctionalInterface
  interface Removal {
    /**
     * Removes the state of an expired series.
     *
     * @param state in which nothing is pending
     * @param silence after which series expire
     */
    void remove(String series, SeriesState state, Duration silence);
  }

  /**
   * @param after silence after which a series expires; null: never
   * @param states finds the state of a series
   */
  SeriesExpiry(
      @Nullable Duration after,
      Metrics metrics,
      Function<String, SeriesState> states,
      Removal removal) {
    this.after = after == null ? NEVER : after;
    this.metrics = metrics;
    this.states = states;
    this.removal = removal;
    this.silent = new SilentKeys(this.after);
    metrics.count(Metric.SERIES_EXPIRED, 0);
    metrics.count(Metric.SERIES_RETURNED, 0);
  }

  /** Whether any series can expire. */
  boolean isOn() {
    return !after.equals(NEVER);
  }

  void clear() {
    silent.clear();
    expired.clear();
    newest = Long.MIN_VALUE;
  }

  /** Takes in a series that was recovered. */
  void restore(String series, SeriesState state) {
    if (isOn()) {
      newest = Math.max(newest, state.latest());
      silent.restore(series, state.touched());
    }
  }

  /** Whether a series has expired before an observation; then nothing may be pending in it. */
  boolean isExpired(SeriesState state, Observation observation) {
    return state.latest() >= 0 && observation.timestamp() - state.latest() >= after.toMillis();
  }

  /** Removes a series that has just returned. */
  void expireBefore(Observation observation, SeriesState state) {
    expire(observation.series(), state);
    returned();
  }

  /**
   * Notes that an observation was accepted, and looks at one series.
   *
   * @param isNew whether its series had no state, nor one that has just expired
   */
  void accepted(Observation observation, boolean isNew) {
    if (!isOn()) {
      return;
    }
    newest = Math.max(newest, observation.timestamp());
    if (isNew) {
      silent.add(observation.series(), observation.timestamp());
      if (expired.remove(observation.series())) {
        returned();
      }
    }
    silent.look(1, this::look);
  }

  /**
   * Notes that the first record of the history of a new series was read.
   *
   * @param at time of that record, ms since the epoch
   */
  void added(String series, long at) {
    if (isOn()) {
      silent.add(series, at);
    }
  }

  /**
   * Looks at some series.
   *
   * @param watermark time up to which the input has been read by the clock of its records, ms since
   *     the epoch
   */
  void tick(long watermark) {
    if (!isOn()) {
      return;
    }
    silent.readUntil(Math.min(newest, watermark));
    silent.look(LOOKS, this::look);
  }

  private long look(String series, long queued) {
    SeriesState state = states.apply(series);
    if (state.touched() < 0) {
      return SilentKeys.GONE;
    }
    if (state.touched() != queued || state.pending() > 0) {
      return state.touched();
    }
    expire(series, state);
    remember(series);
    return SilentKeys.GONE;
  }

  private void expire(String series, SeriesState state) {
    removal.remove(series, state, after);
    metrics.count(Metric.SERIES_EXPIRED, 1);
  }

  private void returned() {
    metrics.count(Metric.SERIES_RETURNED, 1);
  }

  private void remember(String series) {
    expired.add(series);
    if (expired.size() > REMEMBERED) {
      Iterator<String> oldest = expired.iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
