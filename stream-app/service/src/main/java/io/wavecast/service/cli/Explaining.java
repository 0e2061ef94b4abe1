package io.wavecast.service.cli;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Comparison;
import io.wavecast.service.explain.Episode;
import io.wavecast.service.explain.Explanation;
import io.wavecast.service.explain.Finding;
import io.wavecast.service.explain.ReportPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report in the making.
 *
 * @param explanation null: nothing is explained
 * @param file of the report
 */
record Explaining(@Nullable Explanation explanation, @Nullable Path file) {
  static final Explaining NOTHING = new Explaining(null, null);

  /** Whether a rule of the report alerts on silence. */
  boolean watchesSilence() {
    return explanation != null
        && explanation.candidates().stream().anyMatch(c -> Silence.matters(c.settings()));
  }

  /**
   * Takes the next event of the replay.
   *
   * @param all labels of its series, by name
   */
  void add(Event event, Map<String, String> all) {
    if (explanation != null) {
      explanation.add(event, all);
    }
  }

  /** Ends a file or topic of the replay. */
  void end() {
    if (explanation != null) {
      explanation.end();
    }
  }

  /**
   * Writes the report.
   *
   * @param print takes lines for people; none where the results are for programs
   * @param alerts whether to print the alerts
   * @return for programs, what each choice of rules found; nothing where nothing is explained
   * @throws FailureException if it cannot be written
   */
  Map<String, @Nullable Object> finish(Consumer<String> print, boolean alerts, boolean json) {
    if (explanation == null || file == null) {
      return Map.of();
    }
    Comparison comparison = explanation.comparison();
    byte[] page = ReportPage.of(explanation);
    OutputFile.write(file, path -> Files.write(path, page));
    if (!json) {
      if (alerts) {
        comparison
            .episodes()
            .forEach(episode -> print.accept(line(episode, foundBy(comparison, episode))));
      }
      print.accept(comparison.table().stripTrailing());
      print.accept("report: " + file);
    }
    return JsonWriter.fields("rules", comparison.json());
  }

  /** Which rules found an alert, where there are several to compare. */
  private static String foundBy(Comparison comparison, Episode episode) {
    return comparison.rows().size() == 1
        ? ""
        : " (found by "
            + comparison.foundBy(episode).stream()
                .map(name -> name.equals(Candidate.IN_FORCE) ? "the rules in force" : name)
                .collect(Collectors.joining(" and "))
            + ")";
  }

  /**
   * An alert as a sentence, with the time of its begin.
   *
   * @param foundBy which rules found it, to follow its severity
   */
  private static String line(Episode episode, String foundBy) {
    Finding f = episode.spokesman();
    return String.format(
        Locale.ROOT,
        "%s %s for %s, %s%s: %s",
        Instant.ofEpochMilli(episode.begin()),
        episode.series(),
        Durations.words(Duration.ofMillis(episode.end() - episode.begin())),
        severity(f.worst()),
        foundBy,
        f.reason());
  }

  /** The reason is that of the begin, where an alert may have been less severe. */
  private static String severity(Alert.State worst) {
    return worst == Alert.State.CRITICAL
        ? "critical at worst"
        : worst.name().toLowerCase(Locale.ROOT);
  }
}
