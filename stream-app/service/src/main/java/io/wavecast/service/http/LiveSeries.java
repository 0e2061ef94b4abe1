package io.wavecast.service.http;

import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest values and forecasts of a bounded number of series, for the console. The first series
 * that come are kept; later ones are left out. Thread-safe.
 */
public final class LiveSeries {
  private final int maxSeries;
  private final int maxPoints;
  private final Map<String, Track> tracks = new TreeMap<>();

  /**
   * @param maxSeries most series kept
   * @param maxPoints most values kept of each
   */
  public LiveSeries(int maxSeries, int maxPoints) {
    this.maxSeries = maxSeries;
    this.maxPoints = maxPoints;
  }

  /**
   * One series.
   *
   * @param series its key
   * @param values its newest observations, oldest first
   * @param forecasts its newest forecasts, oldest first
   */
  public record Snapshot(String series, List<Observation> values, List<Forecast> forecasts) {}

  private record Track(Deque<Observation> values, Deque<Forecast> forecasts) {}

  /** Takes an observation; one that is not newer than the last is left out. */
  public synchronized void add(Observation observation) {
    track(observation.series())
        .ifPresent(
            track -> {
              Observation last = track.values.peekLast();
              if (last == null || last.timestamp() < observation.timestamp()) {
                push(track.values, observation);
              }
            });
  }

  /** Takes a forecast; one that is not newer than the last is left out. */
  public synchronized void add(Forecast forecast) {
    track(forecast.series())
        .ifPresent(
            track -> {
              Forecast last = track.forecasts.peekLast();
              if (last == null || last.origin() < forecast.origin()) {
                push(track.forecasts, forecast);
              }
            });
  }

  /** All series that are kept, in the order of their keys. */
  public synchronized List<Snapshot> snapshots() {
    List<Snapshot> snapshots = new ArrayList<>(tracks.size());
    tracks.forEach(
        (series, track) ->
            snapshots.add(
                new Snapshot(series, List.copyOf(track.values), List.copyOf(track.forecasts))));
    return snapshots;
  }

  private Optional<Track> track(String series) {
    Track track = tracks.get(series);
    if (track == null && tracks.size() < maxSeries) {
      track = new Track(new ArrayDeque<>(), new ArrayDeque<>());
      tracks.put(series, track);
    }
    return Optional.ofNullable(track);
  }

  private <T> void push(Deque<T> all, T newest) {
    all.addLast(newest);
    if (all.size() > maxPoints) {
      all.removeFirst();
    }
  }
}
