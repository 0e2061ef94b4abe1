package io.wavecast.service.console;

import io.wavecast.core.forecast.window.Counters;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest values, forecasts and alert states of a bounded number of series, for the console. It
 * keeps the first series that arrive; when full, a series that alerts replaces one that does not. A
 * few that somebody asked for are kept beyond that number. Thread-safe.
 */
public final class LiveSeries {
  /** Series that are kept because somebody asked for them; the latest ones. */
  private static final int MAX_WANTED = 8;

  private final int maxSeries;
  private final int maxPoints;
  private final Predicate<Observation> counters;
  private final TreeMap<String, Track> tracks = new TreeMap<>();
  private final Set<String> wanted = new LinkedHashSet<>();

  /**
   * @param maxSeries largest number of series kept
   * @param maxPoints largest number of values kept per series
   */
  public LiveSeries(int maxSeries, int maxPoints) {
    this(maxSeries, maxPoints, observation -> false);
  }

  /**
   * @param counters whether an observation, with the labels of its series, is of a counter: its
   *     rate is kept, as its forecasts are of the rate
   */
  public LiveSeries(int maxSeries, int maxPoints, Predicate<Observation> counters) {
    this.maxSeries = maxSeries;
    this.maxPoints = maxPoints;
    this.counters = counters;
  }

  /**
   * One series.
   *
   * @param series its key
   * @param values its newest observations, oldest first
   * @param forecasts its newest forecasts, oldest first
   * @param alert its newest change of alert state; empty if none is known
   * @param mutedBy the calendar entry that mutes its alerts at its newest value; "" if none does
   */
  public record Snapshot(
      String series,
      List<Observation> values,
      List<Forecast> forecasts,
      Optional<Alert> alert,
      String mutedBy) {
    /** One that no calendar entry mutes. */
    public Snapshot(
        String series, List<Observation> values, List<Forecast> forecasts, Optional<Alert> alert) {
      this(series, values, forecasts, alert, "");
    }

    /** The same series, muted by a calendar entry. */
    public Snapshot mutedBy(String entry) {
      return new Snapshot(series, values, forecasts, alert, entry);
    }

    Alert.State state() {
      return alert.map(Alert::state).orElse(Alert.State.OK);
    }
  }

  /** The most urgent state first. */
  private static final List<Alert.State> URGENCY =
      List.of(
          Alert.State.CRITICAL,
          Alert.State.WARNING,
          Alert.State.RECOVERING,
          Alert.State.PENDING,
          Alert.State.OK);

  private static final Comparator<Snapshot> MOST_URGENT_FIRST =
      Comparator.<Snapshot>comparingInt(s -> URGENCY.indexOf(s.state()))
          .thenComparingDouble(
              s -> s.state() == Alert.State.OK ? 0 : -s.alert().orElseThrow().score())
          .thenComparing(Snapshot::series);

  private static final class Track {
    @Nullable Observation newest;
    final Deque<Observation> values = new ArrayDeque<>();
    final Deque<Forecast> forecasts = new ArrayDeque<>();
    Optional<Alert> alert = Optional.empty();

    boolean isOk() {
      return alert.map(a -> a.state() == Alert.State.OK).orElse(true);
    }
  }

  /**
   * Asks for a series: from now on its records are kept, whatever is kept of others.
   *
   * @return whether it was neither kept nor asked for, so that its newest values are missing
   */
  public synchronized boolean want(String series) {
    boolean isNew = !wanted.remove(series);
    wanted.add(series); // the last one asked for is the last in order
    if (wanted.size() > MAX_WANTED) {
      String first = wanted.iterator().next();
      wanted.remove(first);
      if (tracks.size() > maxSeries) {
        tracks.remove(first);
      }
    }
    return isNew && !tracks.containsKey(series);
  }

  /** Takes an observation; ignored unless newer than the last one. */
  public synchronized void add(Observation observation) {
    track(observation.series()).ifPresent(track -> observe(track, observation));
  }

  private void observe(Track track, Observation o) {
    Observation before = track.newest;
    if (before != null && before.timestamp() >= o.timestamp()) {
      return;
    }
    Observation newest =
        before == null || o.labels() != null
            ? o
            : new Observation(o.series(), o.timestamp(), o.value(), before.labels());
    track.newest = newest;
    if (!counters.test(newest)) {
      push(track.values, newest, Observation::timestamp);
    } else if (before != null) {
      Observation rate = Counters.rate(before.timestamp(), before.value(), newest);
      push(track.values, rate, Observation::timestamp);
    }
  }

  /** Takes a forecast; ignored unless newer than the last one. */
  public synchronized void add(Forecast forecast) {
    track(forecast.series()).ifPresent(track -> push(track.forecasts, forecast, Forecast::origin));
  }

  /**
   * Takes a change of alert state; ignored if older than the last one.
   *
   * @return whether the series took another one's place, so that its newest values are missing
   */
  public synchronized boolean add(Alert alert) {
    boolean alerts = alert.state() != Alert.State.OK;
    boolean known = tracks.containsKey(alert.series());
    if (alerts && !known && tracks.size() >= maxSeries) {
      makeRoom();
    }
    Optional<Track> track =
        alerts ? track(alert.series()) : Optional.ofNullable(tracks.get(alert.series()));
    track
        .filter(t -> t.alert.map(last -> last.since() <= alert.since()).orElse(true))
        .ifPresent(t -> t.alert = Optional.of(alert));
    return !known && track.isPresent();
  }

  /**
   * Removes a series that has expired, unless it has a newer observation: it has returned.
   *
   * @param time when it expired, ms since the epoch
   */
  public synchronized void remove(String series, long time) {
    Track track = tracks.get(series);
    Observation last = track == null ? null : track.newest;
    if (last == null || last.timestamp() < time) {
      tracks.remove(series);
    }
  }

  /** All series kept, sorted by alert state, then by score, then by key. */
  public synchronized List<Snapshot> snapshots() {
    List<Snapshot> snapshots = new ArrayList<>(tracks.size());
    tracks.forEach(
        (series, track) ->
            snapshots.add(
                new Snapshot(
                    series, List.copyOf(track.values), List.copyOf(track.forecasts), track.alert)));
    snapshots.sort(MOST_URGENT_FIRST);
    return snapshots;
  }

  private Optional<Track> track(String series) {
    Track track = tracks.get(series);
    if (track == null && (tracks.size() < maxSeries || wanted.contains(series))) {
      track = new Track();
      tracks.put(series, track);
    }
    return Optional.ofNullable(track);
  }

  /** Removes the last series, by key, that does not alert, if there is one. */
  private void makeRoom() {
    tracks.descendingMap().entrySet().stream()
        .filter(entry -> entry.getValue().isOk() && !wanted.contains(entry.getKey()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(tracks::remove);
  }

  private <T> void push(Deque<T> all, T newest, ToLongFunction<T> time) {
    T last = all.peekLast();
    if (last == null || time.applyAsLong(last) < time.applyAsLong(newest)) {
      all.addLast(newest);
      if (all.size() > maxPoints) {
        all.removeFirst();
      }
    }
  }
}
