package io.wavecast.service.explain;

import io.wavecast.core.text.CauseText;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.json.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What rules found, side by side.
 *
 * @param candidates the rules
 * @param findings all alerts
 * @param episodes what any of them found, by series, then by time
 * @param values number of values
 * @param days time in which at least one series has values, without gaps of a day and ten steps, in
 *     days
 * @param own by series, the same of it alone
 */
public record Comparison(
    List<Candidate> candidates,
    List<Finding> findings,
    List<Episode> episodes,
    long values,
    double days,
    Map<String, OwnTime> own) {

  /**
   * What one candidate found.
   *
   * @param candidate the rules
   * @param alerts how many alerts they raise
   * @param perDay alerts a day, of each series in its own time, added up; NaN where no time passed
   * @param again alerts that began within {@value RuleFindings#AGAIN} values after the one before
   *     in their series, so that they look like the same again
   * @param found episodes of all rules that these found
   * @param longestMs duration of the longest alert, ms
   * @param causes alerts by what raised them
   */
  public record Row(
      Candidate candidate,
      int alerts,
      double perDay,
      int again,
      int found,
      long longestMs,
      Map<String, Long> causes) {}

  /** Number of series. */
  public int series() {
    return own.size();
  }

  /** When a series has values. */
  OwnTime ownTime(String series) {
    return own.getOrDefault(series, OwnTime.NONE);
  }

  /** Time in which at least one series has values, for people. */
  public String time() {
    return Durations.words(Duration.ofMillis(Math.round(days * Duration.ofDays(1).toMillis())));
  }

  /** Names of the rules that found an episode, in their order. */
  public List<String> foundBy(Episode episode) {
    return candidates.stream()
        .map(Candidate::name)
        .filter(name -> episode.findings().stream().anyMatch(f -> f.candidate().equals(name)))
        .toList();
  }

  /** One row a candidate, in their order. */
  public List<Row> rows() {
    return candidates.stream().map(this::row).toList();
  }

  /** The alerts of some rules. */
  List<Finding> findingsOf(Candidate candidate) {
    return findings.stream().filter(f -> f.candidate().equals(candidate.name())).toList();
  }

  /**
   * A series that has values for less than a day counts as if it had them for a day, or for the
   * whole time if that is shorter: one alert of an hour says little of a day.
   */
  private double perDay(List<Finding> alerts) {
    double least = Math.min(1, days);
    return days > 0
        ? alerts.stream()
            .mapToDouble(each -> 1 / Math.max(least, ownTime(each.series()).days()))
            .sum()
        : Double.NaN;
  }

  private Row row(Candidate candidate) {
    List<Finding> alerts = findingsOf(candidate);
    return new Row(
        candidate,
        alerts.size(),
        perDay(alerts),
        (int) alerts.stream().filter(Finding::isAgain).count(),
        (int) episodes.stream().filter(e -> foundBy(e).contains(candidate.name())).count(),
        alerts.stream().mapToLong(f -> f.end() - f.begin()).max().orElse(0),
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    f -> CauseText.name(f.cause()), TreeMap::new, Collectors.counting())));
  }

  /**
   * A table for people. Where rules are compared, it says how many of all their alerts each found;
   * which of them are right, nobody has said.
   */
  public String table() {
    boolean compares = candidates.size() > 1;
    int width = candidates.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, 5) + "s %7s %11s %6s %11s  %s%n";
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            format,
            "rules",
            "alerts",
            "rate",
            "again",
            compares ? "found" : "longest",
            "by cause"));
    for (Row row : rows()) {
      out.append(
          String.format(
              Locale.ROOT,
              format,
              row.candidate.name(),
              row.alerts,
              Rates.text(row.perDay),
              row.again,
              compares
                  ? row.found + "/" + episodes.size()
                  : Durations.words(Duration.ofMillis(row.longestMs)),
              causes(row.causes)));
    }
    return out.append(measured(compares)).toString();
  }

  private String measured(boolean compares) {
    return """
        measured: alerts in %d values of %d series, in %s; which are right is not known
        rate: of each series in the time in which it has values, all added up
        again: begun within %d values after the end of the one before in its series
        by cause: what raised the alerts; docs/RUNBOOK.md#causes says what each means
        """
            .formatted(values, series(), time(), RuleFindings.AGAIN)
        + (compares ? "found: of what any of these rules found\n" : "");
  }

  /** The rows, for programs. */
  public List<Map<String, @Nullable Object>> json() {
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    for (Row row : rows()) {
      json.add(
          JsonWriter.fields(
              "name",
              row.candidate.name(),
              "rules",
              row.candidate.text(),
              "alerts",
              row.alerts,
              "perDay",
              Double.isNaN(row.perDay) ? null : Math.rint(1e4 * row.perDay) / 1e4,
              "rate",
              Rates.text(row.perDay),
              "again",
              row.again,
              "found",
              row.found,
              "ofAll",
              episodes.size(),
              "longestMs",
              row.longestMs,
              "longest",
              Durations.words(Duration.ofMillis(row.longestMs)),
              "causes",
              causes(row.causes)));
    }
    return json;
  }

  private static String causes(Map<String, Long> causes) {
    return causes.entrySet().stream()
        .sorted(Comparator.comparing(e -> -e.getValue()))
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
