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
  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "Write a report of the alerts, an HTML file: what the rules find, and a picture of each"
              + " series with its forecasts, score, alerts and calendar entries. What the causes of"
              + " alerts mean is in docs/RUNBOOK.md#causes.")
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

  boolean isOn() {
    return file != null;
  }

  /**
   * Begins the report that the options ask for, if any.
   *
   * @param spec of the replay, with the rules in force
   * @throws UsageException when an option is wrong
   */
  Explaining start(ForecastSpec spec) {
    if (file == null) {
      if (!rules.isEmpty()) {
        throw new UsageException("--compare needs --explain");
      }
      return Explaining.NOTHING;
    }
    OutputFile.require("--explain", file);
    List<Candidate> candidates = new ArrayList<>(List.of(Candidate.inForce(spec.alerts())));
    try {
      rules.forEach(rule -> candidates.add(Candidate.with(rule, spec.alerts())));
      Explanation explanation =
          new Explanation(
              candidates, spec.windows().expireAfter(), spec.calendars(), /* draws= */ true);
      return new Explaining(explanation, file);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--compare: " + e.getMessage(), e);
    }
  }
}
