package io.wavecast.service.explain;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.service.console.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares rules over the events of a replay, and keeps what its pictures show, of at most {@value
 * #MAX_SERIES} series or as many as there are pictures. Not thread-safe.
 */
public final class Explanation {
  /** Series whose values are kept. */
  static final int MAX_SERIES = 500;

  private final List<Candidate> candidates;
  private final List<RuleFindings> findings;
  private final Timelines timelines;
  private final int pictures;
  private final CalendarSource calendars;
  private final ValueTimes times = new ValueTimes();

  /** An alert begins by it once it is clear that no forecast follows, or with the forecast. */
  private @Nullable Judged newest;

  /**
   * A value.
   *
   * @param like as which other day it counts
   */
  private record Judged(Deviation deviation, Calendar.@Nullable Like like) {}

  /**
   * @param candidates the rules
   * @param expireAfter silence after which a series is forgotten; null: never
   * @param calendars when alerts of silence are muted, and which days count as others
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
    this.calendars = calendars;
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
      times.add(d.series(), d.timestamp());
      Judged judged = new Judged(d, calendars.current().like(d.series(), labels, d.timestamp()));
      newest = judged;
      if (timeline != null) {
        timeline.add(d, judged.like);
      }
    } else if (timeline != null && event instanceof Forecast forecast) {
      timeline.add(forecast);
    }
  }

  /** Ends a file or topic of the replay: what follows has no silence in common with it. */
  public void end() {
    findings.forEach(RuleFindings::end);
  }

  private void begun(Finding finding) {
    Timeline timeline = timelines.alerted(finding.series());
    if (timeline != null) {
      Judged begin = newest;
      if (timeline.isEmpty()
          && begin != null
          && begin.deviation.series().equals(finding.series())) {
        timeline.add(begin.deviation, begin.like);
      }
      timeline.keepFan();
    }
  }

  /** What the rules found. */
  public Comparison comparison() {
    end();
    List<Finding> all = findings.stream().flatMap(each -> each.found().stream()).toList();
    return new Comparison(
        candidates, all, Episode.of(all), times.values(), times.days(), times.own());
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
