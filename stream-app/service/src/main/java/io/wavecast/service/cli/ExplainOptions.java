package io.wavecast.service.cli;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Explanation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a replay explains of its alerts. */
final class ExplainOptions {
  private static final int PICTURES = 30;
  private static final int MAX_PICTURES = 1000;

  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "Write a report of the alerts, an HTML file: what the rules find, and a picture of each"
              + " of the 30 series with the most alerts (see --pictures): its values, forecasts,"
              + " score, alerts and calendar entries. What the causes of alerts mean is in"
              + " docs/RUNBOOK.md#causes.")
  private @Nullable Path file;

  @Option(
      names = "--compare",
      paramLabel = "RULE",
      description = {
        "With --explain: a rule as in alerts.rules, e.g. 'slow * min-breaches=3 window=5'. The"
            + " report shows beside the rules in force what they would find with this one before"
            + " them. Can be repeated."
      })
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--pictures",
      paramLabel = "N",
      description =
          "With --explain: most series that are drawn, those with the most alerts, in 0..1000."
              + " Default: 30. Of over 500 series (or N, if that is more), one may be drawn from"
              + " its first alert on.")
  private @Nullable Integer pictures;

  boolean isOn() {
    return file != null;
  }

  /**
   * Checks that what belongs to a report has one.
   *
   * @throws UsageException if not; the message names what to add
   */
  void check() {
    if (file == null && !rules.isEmpty()) {
      throw new UsageException("--compare needs --explain FILE: the report that compares");
    }
    if (file == null && pictures != null) {
      throw new UsageException("--pictures needs --explain FILE: the report that has them");
    }
  }

  /**
   * Begins the report that the options ask for, if any.
   *
   * @param spec of the replay, with the rules in force
   * @throws UsageException when an option is wrong
   */
  Explaining start(ForecastSpec spec) {
    if (file == null) {
      return Explaining.NOTHING;
    }
    OutputFile.require("--explain", file);
    int most = pictures == null ? PICTURES : pictures;
    if (most < 0 || most > MAX_PICTURES) {
      throw new UsageException("--pictures must be in 0..1000, got: " + most);
    }
    List<Candidate> candidates = new ArrayList<>(List.of(Candidate.inForce(spec.alerts())));
    try {
      rules.forEach(rule -> candidates.add(Candidate.with(rule, spec.alerts())));
      Explanation explanation =
          new Explanation(candidates, spec.windows().expireAfter(), spec.calendars(), most);
      return new Explaining(explanation, file);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--compare: " + e.getMessage(), e);
    }
  }
}
