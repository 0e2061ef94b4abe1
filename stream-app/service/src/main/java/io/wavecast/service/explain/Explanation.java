package io.wavecast.service.explain;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares rules over the events of a replay, and keeps what its pictures show. At most {@value
 * #MAX_SERIES} series have a picture. Not thread-safe.
 */
public final class Explanation {
  /** Series whose values are kept. */
  static final int MAX_SERIES = 500;

  private static final double DAY_MS = Duration.ofDays(1).toMillis();

  private final List<Candidate> candidates;
  private final List<RuleFindings> findings;
  private final Map<String, Timeline> timelines = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private boolean draws;

  /**
   * @param candidates the rules
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param calendars when alerts of silence are muted
   * @param draws whether pictures are wanted
   */
  public Explanation(
      List<Candidate> candidates,
      @Nullable Duration expireAfter,
      CalendarSource calendars,
      boolean draws) {
    if (candidates.stream().map(Candidate::name).distinct().count() < candidates.size()) {
      throw new IllegalArgumentException(
          "rules to compare must have different names, got: "
              + candidates.stream().map(Candidate::name).toList());
    }
    this.candidates = List.copyOf(candidates);
    this.draws = draws;
    this.findings =
        candidates.stream()
            .map(each -> new RuleFindings(each, expireAfter, calendars, this::begun))
            .toList();
  }

  /** The rules that are compared. */
  public List<Candidate> candidates() {
    return candidates;
  }

  /**
   * Takes the next event of the replay.
   *
   * @param labels of its series, by name
   */
  public void add(Event event, Map<String, String> labels) {
    findings.forEach(each -> each.add(event, labels));
    if (event instanceof Deviation d) {
      first = Math.min(first, d.timestamp());
      last = Math.max(last, d.timestamp());
      counts.merge(d.series(), 1L, Long::sum);
    }
    Timeline timeline = draws ? timeline(event.series()) : null;
    if (timeline != null && event instanceof Deviation d) {
      timeline.add(d);
    } else if (timeline != null && event instanceof Forecast forecast) {
      timeline.add(forecast);
    }
  }

  /** Ends a file or topic of the replay: what follows has no silence in common with it. */
  public void end() {
    findings.forEach(RuleFindings::end);
  }

  private @Nullable Timeline timeline(String series) {
    return timelines.size() < MAX_SERIES
        ? timelines.computeIfAbsent(series, s -> new Timeline())
        : timelines.get(series);
  }

  private void begun(Finding finding) {
    Timeline timeline = timelines.get(finding.series());
    if (timeline != null) {
      timeline.keepFan();
    }
  }

  /** What the rules found. */
  public Comparison comparison() {
    end();
    List<Finding> all = findings.stream().flatMap(each -> each.found().stream()).toList();
    return new Comparison(
        candidates,
        all,
        Episode.of(all),
        counts.size(),
        counts.values().stream().mapToLong(n -> n).sum(),
        first < last ? (last - first) / DAY_MS : 0);
  }

  /** The pictures' data, by series. */
  Map<String, Timeline> timelines() {
    return timelines;
  }
}
