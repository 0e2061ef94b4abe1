package io.wavecast.service.cli;

import io.wavecast.config.OutputFile;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Comparison;
import io.wavecast.service.explain.Episode;
import io.wavecast.service.explain.Explanation;
import io.wavecast.service.explain.Finding;
import io.wavecast.service.explain.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The report of the alerts of a replay, if one is asked for. */
final class ExplainReport {
  private static final int PICTURES = 30;

  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "Write a report of the alerts, an HTML file: what the rules find, and a picture of each"
              + " of the 30 series with the most alerts: its values, forecasts, score, alerts and"
              + " calendar entries. What the causes of alerts mean is in docs/RUNBOOK.md#causes.")
  private @Nullable Path file;

  @Option(
      names = "--compare",
      paramLabel = "RULE",
      description = {
        "With --explain: a rule in one line, e.g. 'slow * min-breaches=3 window=5'. The report"
            + " shows beside the rules in force what they would find with this one before them. Can"
            + " be repeated."
      })
  private List<String> rules = new ArrayList<>();

  private @Nullable Explanation explanation;

  boolean isOn() {
    return file != null;
  }

  /**
   * Begins the report, if one is asked for.
   *
   * @param spec of the replay, with the rules in force
   * @throws UsageException when an option is wrong
   */
  void start(ForecastSpec spec) {
    if (file == null) {
      return;
    }
    OutputFile.require("--explain", file);
    List<Candidate> candidates = new ArrayList<>(List.of(Candidate.inForce(spec.alerts())));
    try {
      rules.forEach(rule -> candidates.add(Candidate.with(rule, spec.alerts())));
      explanation =
          new Explanation(candidates, spec.windows().expireAfter(), spec.calendars(), PICTURES);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--compare: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that what belongs to a report has one, and that a report replaces no input.
   *
   * @throws UsageException if not; the message names what to change
   */
  void check(Collection<Path> inputs) {
    if (file == null && !rules.isEmpty()) {
      throw new UsageException("--compare needs --explain FILE: the report that compares");
    }
    if (file != null && inputs.stream().anyMatch(each -> isSame(file, each))) {
      throw new UsageException("--explain must not be an input, got: " + file);
    }
  }

  private static boolean isSame(Path report, Path input) {
    try {
      return Files.exists(report) && Files.isSameFile(report, input);
    } catch (IOException e) {
      return false; // what opens them reports it
    }
  }

  /** Whether a rule of the report alerts on silence. */
  boolean watchesSilence() {
    return explanation != null
        && explanation.candidates().stream().anyMatch(c -> Silence.matters(c.settings()));
  }

  /**
   * Takes the next event of the replay.
   *
   * @param labels of its series, by name
   */
  void add(Event event, Map<String, String> labels) {
    if (explanation != null) {
      explanation.add(event, labels);
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
   * @throws io.wavecast.core.text.FailureException if it cannot be written
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
        comparison.episodes().forEach(episode -> print.accept(line(comparison, episode)));
      }
      print.accept(comparison.table().stripTrailing());
      print.accept("report: " + file);
    }
    return JsonWriter.fields("rules", comparison.json());
  }

  /**
   * An alert as a sentence, with the time of its begin, and which rules found it where there are
   * several. The reason is that of the begin, where an alert may have been less severe.
   */
  static String line(Comparison comparison, Episode episode) {
    Finding f = episode.spokesman();
    String foundBy =
        comparison.rows().size() == 1
            ? ""
            : comparison.foundBy(episode).stream()
                .map(name -> name.equals(Candidate.IN_FORCE) ? "the rules in force" : name)
                .collect(Collectors.joining(" and ", " (found by ", ")"));
    return String.format(
        Locale.ROOT,
        "%s %s for %s, %s%s: %s",
        Instant.ofEpochMilli(episode.begin()),
        episode.series(),
        Durations.words(Duration.ofMillis(episode.end() - episode.begin())),
        f.worst() == Alert.State.CRITICAL ? "critical at worst" : "warning",
        foundBy,
        f.reason());
  }
}
