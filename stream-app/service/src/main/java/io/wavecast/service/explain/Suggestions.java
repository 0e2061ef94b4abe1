package io.wavecast.service.explain;

import io.wavecast.core.forecast.alert.AlertSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules that alert less often than those in force, and which of them to choose. Without labels
 * nobody knows which alerts are false, so what lasted, or was critical for a while, counts as
 * right: the choice is the quietest rule that still finds all of it.
 */
public final class Suggestions {
  /** Name of the suggested rule. */
  public static final String NAME = "quieter";

  /** Usual steps around a time in which an alert that begins is the one that was meant. */
  public static final int ONSET = 10;

  private static final double[] WARNINGS = {1, 1.25, 1.5, 2, 3, 5};
  private static final int[][] BREACHES = {{1, 1}, {2, 3}, {3, 5}, {5, 8}};
  private static final Set<String> CHANGED =
      Set.of("name", "series", "warning", "critical", "min-breaches", "window");

  private Suggestions() {}

  /**
   * The rules in force, and quieter ones in place of that which applies to some series: with a
   * higher {@code warning}, more {@code min-breaches}, or both. What else that rule says is kept;
   * where it does not count scores, only {@code min-breaches} are tried.
   *
   * @param series pattern of the series that the suggested rule is for
   * @param inForce the rules in force
   * @param applied the rule that applies to these series, texts by key; empty for none
   * @throws IllegalArgumentException when no rule can be made of them
   */
  public static List<Candidate> candidates(
      String series, AlertSettings inForce, Optional<Map<String, String>> applied) {
    List<String> kept =
        applied.stream()
            .flatMap(rule -> rule.entrySet().stream())
            .filter(setting -> !CHANGED.contains(setting.getKey()))
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toList();
    List<Candidate> candidates = new ArrayList<>(List.of(Candidate.inForce(inForce)));
    boolean isScored = !kept.contains("score=off");
    for (double warning : isScored ? WARNINGS : new double[] {1}) {
      for (int[] of : BREACHES) {
        List<String> words = new ArrayList<>(List.of(NAME, series));
        if (warning != 1) {
          words.add("warning=" + warning);
          words.add("critical=" + 2 * warning);
        }
        if (of[0] > 1) {
          words.add("min-breaches=" + of[0]);
          words.add("window=" + of[1]);
        }
        words.addAll(kept);
        String line = String.join(" ", words);
        Candidate rule = Candidate.with(line, inForce);
        candidates.add(new Candidate(line, line, rule.settings()));
      }
    }
    return candidates;
  }

  /**
   * What became of an alert of the rules in force.
   *
   * @param alert the alert
   * @param delayMs how much later the other rules raise it, ms; -1: not at all
   */
  public record Fate(Finding alert, long delayMs) {
    public boolean isKept() {
      return delayMs >= 0;
    }
  }

  /**
   * A choice.
   *
   * @param rules the rules; those in force where no others are better
   * @param isQuietEnough whether they keep the wanted rate
   * @param fates the alerts of the rules in force
   */
  public record Choice(Comparison.Row rules, boolean isQuietEnough, List<Fate> fates) {
    /** Alerts of the rules in force that are kept. */
    public long kept() {
      return fates.stream().filter(Fate::isKept).count();
    }

    /** How many of these are long or strong. */
    public long keptSerious() {
      return fates.stream().filter(fate -> fate.isKept() && fate.alert().isSerious()).count();
    }

    /** Long or strong alerts of the rules in force. */
    public long serious() {
      return fates.stream().filter(fate -> fate.alert().isSerious()).count();
    }

    Stream<Finding> dropped() {
      return fates.stream().filter(fate -> !fate.isKept()).map(Fate::alert);
    }

    long delayMs() {
      return fates.stream().filter(Fate::isKept).mapToLong(Fate::delayMs).sum();
    }
  }

  /**
   * What each of the compared rules costs and keeps, in their order.
   *
   * @param perDay wanted alerts a day, of all series together, at least 0
   */
  public static List<Choice> all(Comparison comparison, double perDay) {
    return comparison.rows().stream().map(row -> choice(comparison, row, perDay)).toList();
  }

  /**
   * The alerts of the rules in force that someone means by a time: those that are open then, or
   * begin within {@value #ONSET} usual steps of their series before or after it.
   *
   * @param time ms since the epoch
   */
  public static List<Finding> at(Comparison comparison, long time) {
    return inForce(comparison).stream()
        .filter(
            f -> {
              long tolerance = ONSET * comparison.ownTime(f.series()).stepMs();
              return (f.begin() <= time && time <= f.end())
                  || Math.abs(f.begin() - time) <= tolerance;
            })
        .toList();
  }

  /** The alert of the rules in force that begins nearest to a time, if there are any. */
  public static Optional<Finding> nearest(Comparison comparison, long time) {
    return inForce(comparison).stream()
        .min(Comparator.comparingLong(f -> Math.abs(f.begin() - time)));
  }

  private static List<Finding> inForce(Comparison comparison) {
    return comparison.findingsOf(comparison.candidates().get(0));
  }

  /**
   * Chooses rules: those in force if they are quiet enough; else those that raise the fewest alerts
   * a day among those that find every long or strong alert of the rules in force, then those that
   * keep the most of the others, then those that raise them soonest.
   *
   * @param perDay alerts a day, of all series together, at least 0
   * @param keep alerts of the rules in force that must be kept, however weak
   */
  public static Choice choose(Comparison comparison, double perDay, List<Finding> keep) {
    List<Choice> allowed =
        all(comparison, perDay).stream()
            .filter(choice -> choice.keptSerious() == choice.serious())
            .filter(choice -> choice.dropped().noneMatch(keep::contains))
            .toList();
    return allowed.stream()
        .filter(choice -> isInForce(choice) && choice.isQuietEnough())
        .findFirst()
        .orElseGet(() -> Collections.min(allowed, QUIETEST)); // the rules in force are allowed
  }

  private static final Comparator<Choice> QUIETEST =
      Comparator.comparingDouble((Choice c) -> c.rules().perDay())
          .thenComparingInt(c -> c.rules().alerts())
          .thenComparing(Choice::kept, Comparator.reverseOrder())
          .thenComparing(Choice::delayMs);

  private static boolean isInForce(Choice choice) {
    return choice.rules().candidate().name().equals(Candidate.IN_FORCE);
  }

  private static Choice choice(Comparison comparison, Comparison.Row row, double perDay) {
    List<Finding> own = comparison.findingsOf(row.candidate());
    List<Fate> fates =
        inForce(comparison).stream().map(alert -> new Fate(alert, delay(alert, own))).toList();
    return new Choice(row, isQuietEnough(row, perDay), fates);
  }

  /** Whether a rule raises no more than is wanted, as people read both. */
  private static boolean isQuietEnough(Comparison.Row row, double perDay) {
    return row.alerts() == 0
        || row.perDay() <= perDay
        || Rates.text(row.perDay()).equals(Rates.text(perDay));
  }

  private static long delay(Finding alert, List<Finding> own) {
    return own.stream()
        .filter(f -> f.series().equals(alert.series()))
        .filter(f -> f.begin() <= alert.end() && f.end() >= alert.begin())
        .mapToLong(f -> Math.max(0, f.begin() - alert.begin()))
        .min()
        .orElse(-1);
  }
}
