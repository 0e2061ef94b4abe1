package io.wavecast.service.explain;

import io.wavecast.core.text.Numbers;
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
 * @param series number of series
 * @param values number of values
 * @param days time in which at least one series has values, without gaps of a day and ten steps, in
 *     days
 */
public record Comparison(
    List<Candidate> candidates,
    List<Finding> findings,
    List<Episode> episodes,
    int series,
    long values,
    double days) {

  /**
   * What one candidate found.
   *
   * @param candidate the rules
   * @param alerts how many alerts they raise
   * @param perDay alerts of all series together in one of these days; NaN where no time passed
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

  private Row row(Candidate candidate) {
    List<Finding> own = findingsOf(candidate);
    return new Row(
        candidate,
        own.size(),
        days > 0 ? own.size() / days : Double.NaN,
        (int) own.stream().filter(Finding::isAgain).count(),
        (int) episodes.stream().filter(e -> foundBy(e).contains(candidate.name())).count(),
        own.stream().mapToLong(f -> f.end() - f.begin()).max().orElse(0),
        own.stream()
            .collect(Collectors.groupingBy(Finding::cause, TreeMap::new, Collectors.counting())));
  }

  /**
   * A table for people. Where rules are compared, it says how many of all their alerts each found;
   * which of them are right, nobody has said.
   */
  public String table() {
    boolean compares = candidates.size() > 1;
    int width = candidates.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    String format = "%-" + Math.max(width, 5) + "s %7s %9s %6s %8s  %s%n";
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            format,
            "rules",
            "alerts",
            "per day",
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
              Double.isNaN(row.perDay) ? "-" : String.format(Locale.ROOT, "%.2f", row.perDay),
              row.again,
              compares
                  ? row.found + "/" + episodes.size()
                  : Numbers.about(Duration.ofMillis(row.longestMs)),
              causes(row.causes)));
    }
    return out.append(measured(compares)).toString();
  }

  private String measured(boolean compares) {
    long ms = Math.round(days * Duration.ofDays(1).toMillis());
    String time =
        days < 1
            ? Numbers.about(Duration.ofMillis(ms))
            : String.format(Locale.ROOT, "%.1f days", days);
    return """
        measured: alerts in %d values of %d series; which are right is not known
        per day: of all series together, in the %s in which at least one has values
        again: begun within %d values after the end of the one before in its series
        by cause: what raised the alerts; docs/RUNBOOK.md#causes says what each means
        """
            .formatted(values, series, time, RuleFindings.AGAIN)
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
              "again",
              row.again,
              "found",
              row.found,
              "ofAll",
              episodes.size(),
              "longestMs",
              row.longestMs,
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
