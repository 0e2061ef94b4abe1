package io.wavecast.service.explain;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares rules over the events of a replay, and keeps what its pictures show, of at most {@value
 * #MAX_SERIES} series or as many as there are pictures. Not thread-safe.
 */
public final class Explanation {
  /** Series whose values are kept. */
  static final int MAX_SERIES = 500;

  /** Usual steps of a series that are a gap, if they are longer than a day. */
  private static final int GAP = 10;

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final List<Candidate> candidates;
  private final List<RuleFindings> findings;
  private final Timelines timelines;
  private final int pictures;
  private long values;

  /** By series: its values since its last gap. */
  private final Map<String, Covered> covered = new HashMap<>();

  /** The values before gaps. */
  private final List<Covered> before = new ArrayList<>();

  /** An alert begins by it once it is clear that no forecast follows, or with the forecast. */
  private @Nullable Deviation newest;

  /** Number and times of values without a gap, ms since the epoch. */
  private record Covered(long values, long first, long last) {
    /** Whether there is a gap before a time: a day, and {@value #GAP} of the usual steps. */
    boolean endsBefore(long time) {
      return values > 1 && time - last > Math.max(DAY_MS, GAP * ((last - first) / (values - 1)));
    }
  }

  /**
   * @param candidates the rules
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param calendars when alerts of silence are muted
   * @param pictures most series that are drawn, at least 0
   */
  public Explanation(
      List<Candidate> candidates,
      @Nullable Duration expireAfter,
      CalendarSource calendars,
      int pictures) {
    if (candidates.stream().map(Candidate::name).distinct().count() < candidates.size()) {
      throw new IllegalArgumentException(
          "rules to compare must have different names, got: "
              + candidates.stream().map(Candidate::name).toList());
    }
    this.candidates = List.copyOf(candidates);
    this.pictures = pictures;
    this.timelines = new Timelines(pictures == 0 ? 0 : Math.max(pictures, MAX_SERIES));
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
    Timeline timeline = timelines.of(event.series());
    if (event instanceof Deviation d) {
      cover(d);
      newest = d;
    }
    if (timeline != null && event instanceof Deviation d) {
      timeline.add(d);
    } else if (timeline != null && event instanceof Forecast forecast) {
      timeline.add(forecast);
    }
  }

  private void cover(Deviation d) {
    long time = d.timestamp();
    Covered until = covered.get(d.series());
    if (until != null && until.endsBefore(time)) {
      before.add(until);
      until = null;
    }
    covered.put(
        d.series(),
        until == null
            ? new Covered(1, time, time)
            : new Covered(until.values + 1, until.first, time));
    values++;
  }

  /** Ends a file or topic of the replay: what follows has no silence in common with it. */
  public void end() {
    findings.forEach(RuleFindings::end);
  }

  private void begun(Finding finding) {
    Timeline timeline = timelines.alerted(finding.series());
    if (timeline != null) {
      Deviation begin = newest;
      if (timeline.isEmpty() && begin != null && begin.series().equals(finding.series())) {
        timeline.add(begin);
      }
      timeline.keepFan();
    }
  }

  /** What the rules found. */
  public Comparison comparison() {
    end();
    List<Finding> all = findings.stream().flatMap(each -> each.found().stream()).toList();
    return new Comparison(candidates, all, Episode.of(all), covered.size(), values, days());
  }

  /** Time within which at least one series has values, without gaps. */
  private double days() {
    List<Covered> byBegin =
        Stream.concat(before.stream(), covered.values().stream())
            .sorted(Comparator.comparingLong(Covered::first))
            .toList();
    long sum = 0;
    long end = Long.MIN_VALUE;
    for (Covered each : byBegin) {
      sum += Math.max(0, each.last - Math.max(each.first, end));
      end = Math.max(end, each.last);
    }
    return (double) sum / DAY_MS;
  }

  /** Most series that are drawn. */
  int pictures() {
    return pictures;
  }

  /** The pictures' data, by series. */
  Map<String, Timeline> timelines() {
    return timelines.all();
  }
}
