package io.wavecast.service.cli;

import io.wavecast.core.text.Durations;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Comparison;
import io.wavecast.service.explain.Finding;
import io.wavecast.service.explain.Rates;
import io.wavecast.service.explain.Suggestions;
import io.wavecast.service.explain.Suggestions.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A suggested rule and its cost, for people and for programs.
 *
 * @param wanted alerts that must be kept
 * @param perDay the wanted number of alerts a day
 */
record SuggestionText(
    Comparison comparison, Suggestions.Choice choice, List<Finding> wanted, double perDay) {
  /** Most alerts that are named. */
  private static final int MAX_NAMED = 50;

  private static final String TABLE = "  %7s %11s %5s %5s %20s  ";

  List<String> lines() {
    Comparison.Row inForce = comparison.rows().get(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d series, %d values in %s; the rules in force raise %s, %d of them long or strong"
            .formatted(
                comparison.series(),
                comparison.values(),
                comparison.time(),
                alerts(inForce),
                choice.serious()));
    lines.add(
        "long: at least %d unusual values; strong: critical, and at least %d of them"
            .formatted(Finding.LONG, Finding.STRONG));
    lines.add("rate: of each series in the time in which it has values, all added up");
    lines.addAll(table());
    if (isInForce()) {
      lines.add(
          choice.isQuietEnough()
              ? "these are quiet enough: no rule is suggested"
              : "no quieter rule keeps " + toKeep() + ": no rule is suggested");
      choice.fates().stream()
          .filter(fate -> wanted.contains(fate.alert()))
          .forEach(fate -> lines.add("  " + line(fate)));
      return lines;
    }
    lines.add("suggested: " + choice.rules().candidate().text());
    lines.add("it would raise " + alerts(choice.rules()));
    if (!choice.isQuietEnough()) {
      lines.add(
          "no rule that keeps %s raises at most %s: this is the quietest"
              .formatted(toKeep(), Rates.text(perDay)));
    }
    List<Fate> gone = choice.fates().stream().filter(fate -> !fate.isKept()).toList();
    List<Fate> kept = choice.fates().stream().filter(Fate::isKept).toList();
    list(lines, "would go away", gone);
    list(lines, "would stay", kept);
    return lines;
  }

  private String toKeep() {
    return "every long or strong alert" + (wanted.isEmpty() ? "" : " and those of --keep");
  }

  /** That no alert is meant by a time, and where the nearest one is. */
  static String noAlert(Comparison comparison, String keep, long time) {
    return "--keep %s: no alert of the rules in force is open then or begins within %d values of it%s: no rule is suggested"
        .formatted(
            keep,
            Suggestions.ONSET,
            Suggestions.nearest(comparison, time)
                .map(f -> "; the nearest one is at " + when(f))
                .orElse(""));
  }

  /** When an alert was, and of which series. */
  private static String when(Finding f) {
    return "%s %s for %s"
        .formatted(
            Instant.ofEpochMilli(f.begin()),
            f.series(),
            Durations.words(Duration.ofMillis(f.end() - f.begin())));
  }

  /**
   * What each kind of rules costs and keeps; of those that do the same the suggested one, or the
   * first.
   */
  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "what rules would have raised, and how many alerts of the rules in force they would have"
            + " kept and lost:");
    lines.add(TABLE.formatted("alerts", "rate", "kept", "lost", "long or strong kept") + "rule");
    Set<String> seen = new HashSet<>(List.of(costs(choice)));
    for (Suggestions.Choice each : Suggestions.all(comparison, perDay)) {
      String costs = costs(each);
      if (seen.add(costs) || each.rules().equals(choice.rules())) {
        lines.add(costs + rule(each.rules().candidate()));
      }
    }
    return lines;
  }

  /** The rules in force, or what a rule says beyond its name and its series. */
  private static String rule(Candidate candidate) {
    if (candidate.name().equals(Candidate.IN_FORCE)) {
      return "in force (" + candidate.text() + ")";
    }
    String[] words = candidate.text().split(" ", 3);
    return words.length == 3 ? words[2] : "a score above 1";
  }

  private static String costs(Suggestions.Choice each) {
    return TABLE.formatted(
        each.rules().alerts(),
        Rates.text(each.rules().perDay()),
        each.kept(),
        each.fates().size() - each.kept(),
        each.keptSerious() + " of " + each.serious());
  }

  String json() {
    Comparison.Row rules = choice.rules();
    return JsonWriter.line(
        "rule", isInForce() ? null : rules.candidate().text(),
        "isQuietEnough", choice.isQuietEnough(),
        "inForce", fields(comparison.rows().get(0)),
        "suggested", fields(rules),
        "compared", Suggestions.all(comparison, perDay).stream().map(this::fields).toList(),
        "alerts", choice.fates().stream().map(this::fields).toList());
  }

  private boolean isInForce() {
    return choice.rules().candidate().name().equals(Candidate.IN_FORCE);
  }

  private static String alerts(Comparison.Row row) {
    return "%d alert%s, %s, %d of them soon after another one"
        .formatted(
            row.alerts(), row.alerts() == 1 ? "" : "s", Rates.text(row.perDay()), row.again());
  }

  private void list(List<String> lines, String title, List<Fate> fates) {
    lines.add(title + ": " + (fates.isEmpty() ? "none" : fates.size()));
    fates.stream().limit(MAX_NAMED).forEach(fate -> lines.add("  " + line(fate)));
    if (fates.size() > MAX_NAMED) {
      lines.add("  and " + (fates.size() - MAX_NAMED) + " more");
    }
  }

  private String line(Fate fate) {
    Finding f = fate.alert();
    String later =
        fate.delayMs() > 0
            ? ", " + Durations.words(Duration.ofMillis(fate.delayMs())) + " later"
            : "";
    return "%s, %d unusual value%s%s%s%s: %s"
        .formatted(
            when(f),
            f.values(),
            f.values() == 1 ? "" : "s",
            f.isLong() ? ", long" : f.isSerious() ? ", strong" : "",
            wanted.contains(f) ? ", of --keep" : "",
            later,
            f.reason());
  }

  private static Map<String, @Nullable Object> fields(Comparison.Row row) {
    return JsonWriter.fields("alerts", row.alerts(), "perDay", row.perDay(), "again", row.again());
  }

  private Map<String, @Nullable Object> fields(Suggestions.Choice each) {
    Map<String, @Nullable Object> fields = fields(each.rules());
    fields.put("rule", each.rules().candidate().text());
    fields.put("kept", each.kept());
    fields.put("dropped", each.fates().size() - each.kept());
    fields.put("serious", each.serious());
    fields.put("keptSerious", each.keptSerious());
    return fields;
  }

  private Map<String, @Nullable Object> fields(Fate fate) {
    Finding f = fate.alert();
    return JsonWriter.fields(
        "series", f.series(),
        "begin", f.begin(),
        "end", f.end(),
        "reason", f.reason(),
        "unusualValues", f.values(),
        "isWanted", wanted.contains(f),
        "kept", fate.isKept(),
        "delayMs", fate.isKept() ? fate.delayMs() : null);
  }
}
