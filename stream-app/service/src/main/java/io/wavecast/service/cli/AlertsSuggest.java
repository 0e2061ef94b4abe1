package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.ModelRepository;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Comparison;
import io.wavecast.service.explain.Explanation;
import io.wavecast.service.explain.Finding;
import io.wavecast.service.explain.Suggestions;
import io.wavecast.service.replay.Replay;
import io.wavecast.service.replay.ReplayResult;
import io.wavecast.service.runtime.Models;
import io.wavecast.service.runtime.ShutdownSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wavecast alerts suggest}. */
@Command(
    name = "suggest",
    description =
        "Suggests the quietest rule that still finds every long or strong alert in recorded values,"
            + " and says what it and others would have cost. In place of a file, kafka://TOPIC"
            + " reads the history of a topic of observations.",
    footer =
        "%nExample: wavecast alerts suggest history/ --series 'web.*' --per-day 0.5"
            + " --keep 2026-01-08T11:20:00Z")
final class AlertsSuggest extends ResultCommand {
  @Mixin private final CsvOptions csv = new CsvOptions();

  @Option(
      names = "--series",
      paramLabel = "PATTERN",
      description = "The series that the rule is for. Default: all, *.")
  private String series = "*";

  @Option(
      names = "--per-day",
      paramLabel = "N",
      description =
          "Alerts a day, of these series together, up to which the rules in force stay. The rate of"
              + " each series is that of the time in which it has values. Default: 1.")
  private double perDay = 1;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      description =
          "The time of an alert that was right, e.g. 2026-01-08T11:20:00Z: the rule must raise what"
              + " is open then or begins within 10 values of it, even if later. Can be repeated.")
  private List<String> keep = new ArrayList<>();

  @Mixin private final CalendarOptions calendar = new CalendarOptions();

  AlertsSuggest() {
    super(
        Set.of(
            Group.KAFKA,
            Group.INPUT,
            Group.WINDOWS,
            Group.DEVIATIONS,
            Group.CALENDAR,
            Group.MODELS,
            Group.ENGINE));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (!(perDay >= 0)) {
      throw new UsageException("--per-day must be at least 0, got: " + perDay);
    }
    List<Long> times =
        keep.stream().map(text -> TimeText.read("--keep", text).toEpochMilli()).toList();
    SeriesPattern pattern = pattern();
    Recorded recorded = Recorded.of(csv.paths);
    ForecastSpec spec = calendar.spec(config, recorded, this::tell);
    if (Silence.matters(spec.alerts())) {
      Silence.tell(this::tell);
    }
    Optional<Map<String, String>> applied =
        PipelineSettings.rules(config.settings()).stream()
            .filter(rule -> covers(Objects.requireNonNull(rule.get("series")), pattern))
            .findFirst();
    List<Candidate> candidates = Suggestions.candidates(series, spec.alerts(), applied);
    Explanation explanation =
        new Explanation(
            candidates, spec.windows().expireAfter(), spec.calendars(), /* pictures= */ 0);
    replay(config, recorded, spec, pattern, explanation);
    Comparison comparison = explanation.comparison();
    if (comparison.series() == 0) {
      throw new UsageException("--series: there is no series like '" + series + "'");
    }
    List<Finding> wanted = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      List<Finding> meant = Suggestions.at(comparison, times.get(i));
      if (meant.isEmpty()) {
        String none = SuggestionText.noAlert(comparison, keep.get(i), times.get(i));
        print(json ? JsonWriter.line("rule", null, "isQuietEnough", false, "reason", none) : none);
        return 0;
      }
      wanted.addAll(meant);
    }
    SuggestionText text =
        new SuggestionText(
            comparison, Suggestions.choose(comparison, perDay, wanted), wanted, perDay);
    if (json) {
      print(text.json());
    } else {
      text.lines().forEach(this::print);
    }
    return 0;
  }

  private SeriesPattern pattern() {
    try {
      return SeriesPattern.of(series);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--series: " + e.getMessage(), e);
    }
  }

  /** Whether the series of a rule are, by their text, all those of a pattern. */
  private static boolean covers(String rule, SeriesPattern series) {
    Map<String, String> labels = new TreeMap<>();
    series.labels().forEach((name, glob) -> labels.put(name, glob.pattern()));
    return SeriesPattern.of(rule).matches(series.key().pattern(), labels);
  }

  private void replay(
      ServiceConfig config,
      Recorded recorded,
      ForecastSpec spec,
      SeriesPattern pattern,
      Explanation explanation) {
    try (ShutdownSignal shutdown = ShutdownSignal.ofTask();
        ModelRepository models = Models.open(config, Metrics.NONE)) {
      Replay replay =
          new Replay(
              spec,
              models,
              (event, labels) -> {
                if (pattern.matches(event.series(), labels)) {
                  explanation.add(event, labels);
                }
              },
              shutdown::isRequested);
      ReplayResult read =
          recorded.replay(
              replay,
              config,
              csv.reading(this::tell),
              null,
              pattern.key()::matches,
              new Progress(recorded.files().bytes(), this::tell),
              explanation::end,
              this::tell);
      if (recorded.topics().isEmpty()) { // of a topic only these series are read
        csv.requireValues(read.observations(), shutdown);
      }
      if (shutdown.isRequested()) {
        throw new FailureException("interrupted");
      }
    }
  }
}
